using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentResponder.Core.Decide;

/// <summary>The fields that must be present at one level: by name, either the values allowed or a further level.</summary>
internal sealed record PatternFields(
    ImmutableSortedDictionary<string, PatternFields> Inner,
    ImmutableList<(string Name, ImmutableArray<ValueTest> Any)> Leaves)
{
    public static readonly PatternFields None =
        new(ImmutableSortedDictionary.Create<string, PatternFields>(StringComparer.Ordinal), []);

    public bool IsNone => Inner.IsEmpty && Leaves.IsEmpty;

    public PatternFields With(string name, PatternFields inner) =>
        this with { Inner = Inner.SetItem(name, Inner.TryGetValue(name, out PatternFields? known) ? known.And(inner) : inner) };

    public PatternFields With(string name, ImmutableArray<ValueTest> any) => this with { Leaves = Leaves.Add((name, any)) };

    public PatternFields And(PatternFields other)
    {
        PatternFields both = this with { Leaves = Leaves.AddRange(other.Leaves) };
        foreach ((string name, PatternFields inner) in other.Inner)
            both = both.With(name, inner);
        return both;
    }

    public bool Matches(JsonElement node)
    {
        if (IsNone)
            return true;
        if (node.ValueKind is JsonValueKind.Array)
        {
            foreach (JsonElement item in node.EnumerateArray())
            {
                if (Matches(item))
                    return true;
            }

            return false;
        }

        return node.ValueKind is JsonValueKind.Object && AllHold(node);
    }

    private bool AllHold(JsonElement node)
    {
        foreach ((string name, ImmutableArray<ValueTest> any) in Leaves)
        {
            if (!node.TryGetProperty(name, out JsonElement value) || !AnyLeaf(value, any))
                return false;
        }

        foreach ((string name, PatternFields inner) in Inner)
        {
            if (!node.TryGetProperty(name, out JsonElement child) || !inner.Matches(child))
                return false;
        }

        return true;
    }

    private static bool AnyLeaf(JsonElement value, ImmutableArray<ValueTest> any)
    {
        if (value.ValueKind is JsonValueKind.Object)
            return false;
        if (value.ValueKind is not JsonValueKind.Array)
            return any.Any(test => test.Holds(value));
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (AnyLeaf(item, any))
                return true;
        }

        return false;
    }
}
