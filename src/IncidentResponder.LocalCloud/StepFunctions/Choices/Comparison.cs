using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Choices;

/// <summary>One comparison operator. A value of another type than the operator's is no match, and no error.</summary>
/// <param name="Name">The operator, such as <c>StringEquals</c>.</param>
/// <param name="Fits">Whether a value is of the type that the operator compares with.</param>
/// <param name="Holds">Whether the input's value compares with the expected one as asked.</param>
/// <param name="HasPathForm">Whether the operator also exists with Path behind its name.</param>
internal sealed record Comparison(string Name, Func<JsonNode?, bool> Fits, Func<JsonNode?, JsonNode?, bool> Holds, bool HasPathForm)
{
    private static readonly Dictionary<string, Comparison> Known = Ordered("String", JsonText.AsText, string.CompareOrdinal)
        .Concat(OrderedValues("Numeric", JsonText.AsNumber))
        .Concat(OrderedValues("Timestamp", Timestamp.Read))
        .Append(new("BooleanEquals", IsBoolean, (value, expected) => IsBoolean(value) && JsonNode.DeepEquals(value, expected), true))
        .Append(new("StringMatches", value => JsonText.AsText(value) is not null, TextPattern.Matches, false))
        .Append(Is("IsNull", value => value is null))
        .Append(Is("IsString", value => JsonText.AsText(value) is not null))
        .Append(Is("IsNumeric", value => value?.GetValueKind() is JsonValueKind.Number))
        .Append(Is("IsBoolean", IsBoolean))
        .Append(Is("IsTimestamp", value => Timestamp.Read(value) is not null))
        .ToDictionary(comparison => comparison.Name);

    public static Comparison? Find(string name) => Known.GetValueOrDefault(name);

    private static Comparison Is(string name, Func<JsonNode?, bool> isOfType) =>
        new(name, IsBoolean, (value, expected) => isOfType(value) == JsonText.AsBoolean(expected), false);

    private static bool IsBoolean(JsonNode? value) => JsonText.AsBoolean(value) is not null;

    private static IEnumerable<Comparison> OrderedValues<T>(string type, Func<JsonNode?, T?> read)
        where T : struct, IComparable<T> =>
        Ordered(type, value => read(value) is { } found ? new Boxed<T>(found) : null, (left, right) => left.Value.CompareTo(right.Value));

    private static IEnumerable<Comparison> Ordered<T>(string type, Func<JsonNode?, T?> read, Func<T, T, int> order)
        where T : class
    {
        return
        [
            Make("Equals", sign => sign == 0),
            Make("LessThan", sign => sign < 0),
            Make("LessThanEquals", sign => sign <= 0),
            Make("GreaterThan", sign => sign > 0),
            Make("GreaterThanEquals", sign => sign >= 0),
        ];

        Comparison Make(string name, Func<int, bool> accepts) => new(
            type + name,
            value => read(value) is not null,
            (value, expected) => read(value) is { } left && read(expected) is { } right && accepts(order(left, right)),
            true);
    }

    private sealed record Boxed<T>(T Value);
}
