using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Paths;

/// <summary>The condition of a filter step, such as <c>?(@.Severity &gt;= 70 &amp;&amp; @.Open == true)</c>.</summary>
internal abstract record PathFilter
{
    private PathFilter()
    {
    }

    public abstract bool Holds(JsonNode? item, JsonNode? root);

    public sealed record Any(IReadOnlyList<PathFilter> Parts) : PathFilter
    {
        public override bool Holds(JsonNode? item, JsonNode? root) => Parts.Any(part => part.Holds(item, root));
    }

    public sealed record All(IReadOnlyList<PathFilter> Parts) : PathFilter
    {
        public override bool Holds(JsonNode? item, JsonNode? root) => Parts.All(part => part.Holds(item, root));
    }

    public sealed record Not(PathFilter Part) : PathFilter
    {
        public override bool Holds(JsonNode? item, JsonNode? root) => !Part.Holds(item, root);
    }

    public sealed record Exists(Operand Value) : PathFilter
    {
        public override bool Holds(JsonNode? item, JsonNode? root) => Value.TryRead(item, root, out _);
    }

    /// <summary>Values of different types are unequal and stand in no order.</summary>
    public sealed record Compares(Operand Left, string Operator, Operand Right) : PathFilter
    {
        public override bool Holds(JsonNode? item, JsonNode? root)
        {
            if (!Left.TryRead(item, root, out JsonNode? left) || !Right.TryRead(item, root, out JsonNode? right))
                return false;
            return Operator switch
            {
                "==" => JsonNode.DeepEquals(left, right),
                "!=" => !JsonNode.DeepEquals(left, right),
                "<" => Order(left, right) < 0,
                "<=" => Order(left, right) <= 0,
                ">" => Order(left, right) > 0,
                _ => Order(left, right) >= 0,
            };
        }

        private static int? Order(JsonNode? left, JsonNode? right)
        {
            if (JsonText.AsNumber(left) is { } leftNumber && JsonText.AsNumber(right) is { } rightNumber)
                return leftNumber.CompareTo(rightNumber);
            if (JsonText.AsText(left) is { } leftText && JsonText.AsText(right) is { } rightText)
                return string.CompareOrdinal(leftText, rightText);
            return null;
        }
    }

    /// <summary>A literal, or a path from the item (<c>@</c>) or from the root (<c>$</c>).</summary>
    public sealed record Operand(JsonNode? Literal, IReadOnlyList<PathStep>? Steps, bool FromItem)
    {
        public bool TryRead(JsonNode? item, JsonNode? root, out JsonNode? value)
        {
            value = Literal;
            return Steps is null || JsonPath.TryFollow(Steps, FromItem ? item : root, out value);
        }
    }
}
