using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentResponder.Core.Decide;

/// <summary>One way to satisfy a pattern once its <c>$or</c> parts are multiplied out: present fields and absent ones.</summary>
internal sealed record PatternAlternative(PatternFields Present, ImmutableList<ImmutableList<string>> Absent)
{
    public static readonly PatternAlternative Anything = new(PatternFields.None, []);

    public bool Matches(JsonElement subject)
    {
        foreach (ImmutableList<string> path in Absent)
        {
            if (HasLeaf(subject, path, 0))
                return false;
        }

        return Present.Matches(subject);
    }

    public PatternAlternative And(PatternAlternative other) =>
        new(Present.And(other.Present), Absent.AddRange(other.Absent));

    public PatternAlternative Under(string name) =>
        new(
            Present.IsNone ? PatternFields.None : PatternFields.None.With(name, Present),
            Absent.ConvertAll(path => path.Insert(0, name)));

    // Absence looks at the whole event, and only leaves exist: an object at the path's end is "absent" as on AWS.
    private static bool HasLeaf(JsonElement node, ImmutableList<string> path, int depth)
    {
        if (node.ValueKind is JsonValueKind.Array)
        {
            foreach (JsonElement item in node.EnumerateArray())
            {
                if (HasLeaf(item, path, depth))
                    return true;
            }

            return false;
        }

        if (depth == path.Count)
            return node.ValueKind is not JsonValueKind.Object;
        return node.ValueKind is JsonValueKind.Object
            && node.TryGetProperty(path[depth], out JsonElement child)
            && HasLeaf(child, path, depth + 1);
    }
}
