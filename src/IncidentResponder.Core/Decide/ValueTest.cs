using System.Collections.Immutable;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace IncidentResponder.Core.Decide;

/// <summary>What one entry of a pattern's value list asks of a leaf: a string, number, true, false or null.</summary>
internal abstract record ValueTest
{
    private ValueTest()
    {
    }

    /// <summary>Whether the leaf satisfies the entry.</summary>
    public abstract bool Holds(JsonElement leaf);

    internal sealed record Text(string Value, TextRelation Relation) : ValueTest
    {
        public override bool Holds(JsonElement leaf) =>
            leaf.ValueKind is JsonValueKind.String && Relation switch
            {
                TextRelation.Equal => leaf.ValueEquals(Value),
                TextRelation.EqualIgnoringCase => leaf.GetString()!.Equals(Value, StringComparison.OrdinalIgnoreCase),
                TextRelation.Prefix => leaf.GetString()!.StartsWith(Value, StringComparison.Ordinal),
                TextRelation.PrefixIgnoringCase => leaf.GetString()!.StartsWith(Value, StringComparison.OrdinalIgnoreCase),
                TextRelation.Suffix => leaf.GetString()!.EndsWith(Value, StringComparison.Ordinal),
                TextRelation.SuffixIgnoringCase => leaf.GetString()!.EndsWith(Value, StringComparison.OrdinalIgnoreCase),
                _ => false,
            };
    }

    internal sealed record Literal(JsonValueKind Kind) : ValueTest
    {
        public override bool Holds(JsonElement leaf) => leaf.ValueKind == Kind;
    }

    // A plain number is compared as it is written: 300, 300.0 and 3.0e2 are three values. numeric "=" compares what they mean.
    internal sealed record Written(ImmutableArray<byte> Digits) : ValueTest
    {
        public static Written As(JsonElement number) => new([.. JsonMarshal.GetRawUtf8Value(number)]);

        public override bool Holds(JsonElement leaf) =>
            leaf.ValueKind is JsonValueKind.Number && JsonMarshal.GetRawUtf8Value(leaf).SequenceEqual(Digits.AsSpan());
    }

    internal sealed record Number(double? Least, bool LeastIncluded, double? Most, bool MostIncluded) : ValueTest
    {
        /// <summary>EventBridge compares numbers from -5,000,000,000 to this; greater ones hold for no comparison.</summary>
        public const double Limit = 5_000_000_000;

        public static bool CanCompare(double value) => Math.Abs(value) <= Limit;

        public static Number Exactly(double value) => new(value, true, value, true);

        public override bool Holds(JsonElement leaf)
        {
            if (leaf.ValueKind is not JsonValueKind.Number)
                return false;
            double value = leaf.GetDouble();
            return CanCompare(value)
                && (Least is not { } least || value > least || (LeastIncluded && value.Equals(least)))
                && (Most is not { } most || value < most || (MostIncluded && value.Equals(most)));
        }
    }

    internal sealed record Wildcard(ImmutableArray<string> Parts) : ValueTest
    {
        // Parts are the texts between the stars; the first is anchored at the start and the last at the end.
        public override bool Holds(JsonElement leaf)
        {
            if (leaf.ValueKind is not JsonValueKind.String)
                return false;
            string value = leaf.GetString()!;
            if (Parts.Length == 1)
                return value.Equals(Parts[0], StringComparison.Ordinal);
            if (!value.StartsWith(Parts[0], StringComparison.Ordinal))
                return false;
            int from = Parts[0].Length;
            foreach (string part in Parts.AsSpan(1, Parts.Length - 2))
            {
                int found = value.IndexOf(part, from, StringComparison.Ordinal);
                if (found < 0)
                    return false;
                from = found + part.Length;
            }

            return value.Length - Parts[^1].Length >= from && value.EndsWith(Parts[^1], StringComparison.Ordinal);
        }
    }

    internal sealed record Cidr(IPNetwork Network) : ValueTest
    {
        public override bool Holds(JsonElement leaf) =>
            leaf.ValueKind is JsonValueKind.String
            && Addresses.TryRead(leaf.GetString(), out IPAddress address)
            && Network.Contains(address);
    }

    internal sealed record AnyLeaf : ValueTest
    {
        public override bool Holds(JsonElement leaf) => true;
    }

    internal sealed record NoneOf(ImmutableArray<ValueTest> Tests) : ValueTest
    {
        public override bool Holds(JsonElement leaf) => !Tests.Any(test => test.Holds(leaf));
    }
}
