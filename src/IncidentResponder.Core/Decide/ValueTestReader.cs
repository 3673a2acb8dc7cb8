using System.Text.Json;

namespace IncidentResponder.Core.Decide;

/// <summary>Reads one entry of a pattern's value list: a plain value or an operator such as <c>prefix</c>.</summary>
internal static class ValueTestReader
{
    public static bool IsOperator(string name) => name
        is "prefix" or "suffix" or "equals-ignore-case" or "wildcard" or "numeric" or "cidr" or "exists" or "anything-but";

    public static ValueTest Read(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => new ValueTest.Text(value.GetString()!, TextRelation.Equal),
        JsonValueKind.Number => ValueTest.Written.As(value),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => new ValueTest.Literal(value.ValueKind),
        JsonValueKind.Object => ReadOperator(Single(value, path), path),
        _ => throw Wrong(path, "holds an array in its array; list the values themselves"),
    };

    private static ValueTest ReadOperator(JsonProperty entry, string path) => entry.Name switch
    {
        "prefix" => TextOrIgnoringCase(entry, TextRelation.Prefix, TextRelation.PrefixIgnoringCase, path),
        "suffix" => TextOrIgnoringCase(entry, TextRelation.Suffix, TextRelation.SuffixIgnoringCase, path),
        "equals-ignore-case" => new ValueTest.Text(TextOf(entry.Value, entry.Name, path), TextRelation.EqualIgnoringCase),
        "wildcard" => new ValueTest.Wildcard(WildcardReader.Read(TextOf(entry.Value, entry.Name, path), path)),
        "numeric" => ReadNumeric(entry.Value, path),
        "cidr" => new ValueTest.Cidr(Addresses.ReadNetwork(TextOf(entry.Value, entry.Name, path), path)),
        "exists" when entry.Value.ValueKind is JsonValueKind.True => new ValueTest.AnyLeaf(),
        "exists" => throw Wrong(path, "gives exists a value other than true or false"),
        "anything-but" => new ValueTest.NoneOf(AnythingButReader.Read(entry.Value, path)),
        _ => throw Wrong(path, $"uses the operator '{entry.Name}', which EventBridge doesn't have"),
    };

    private static ValueTest.Text TextOrIgnoringCase(JsonProperty entry, TextRelation plain, TextRelation ignoring, string path)
    {
        if (entry.Value.ValueKind is not JsonValueKind.Object)
            return new ValueTest.Text(TextOf(entry.Value, entry.Name, path), plain);
        JsonProperty inner = Single(entry.Value, path);
        return inner.NameEquals("equals-ignore-case")
            ? new ValueTest.Text(TextOf(inner.Value, entry.Name, path), ignoring)
            : throw Wrong(path, $"uses '{inner.Name}' inside {entry.Name}, where only equals-ignore-case may stand");
    }

    private static ValueTest.Number ReadNumeric(JsonElement value, string path)
    {
        JsonElement[] parts = Items(value);
        if (parts.Length is not (2 or 4))
            throw Wrong(path, "gives numeric something other than one or two comparisons, as in [\">\", 0, \"<=\", 10]");
        ValueTest.Number first = Comparison(parts[0], parts[1], path);
        if (parts.Length == 2)
            return first;
        ValueTest.Number second = Comparison(parts[2], parts[3], path);
        if (first.Most is not null || second.Least is not null || first.Least >= second.Most)
            throw Wrong(path, "gives numeric two comparisons that aren't a lower bound followed by a greater upper one");
        return first with { Most = second.Most, MostIncluded = second.MostIncluded };
    }

    private static ValueTest.Number Comparison(JsonElement sign, JsonElement bound, string path)
    {
        if (bound.ValueKind is not JsonValueKind.Number || !ValueTest.Number.CanCompare(bound.GetDouble()))
            throw Wrong(path, $"compares with {bound.GetRawText()}; numeric takes numbers from -{ValueTest.Number.Limit} to {ValueTest.Number.Limit}");
        double value = bound.GetDouble();
        return (sign.ValueKind is JsonValueKind.String ? sign.GetString() : null) switch
        {
            "=" => ValueTest.Number.Exactly(value),
            ">" => new ValueTest.Number(value, false, null, false),
            ">=" => new ValueTest.Number(value, true, null, false),
            "<" => new ValueTest.Number(null, false, value, false),
            "<=" => new ValueTest.Number(null, false, value, true),
            _ => throw Wrong(path, $"compares by {sign.GetRawText()}; numeric knows =, >, >=, < and <="),
        };
    }

    internal static JsonElement[] Items(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    internal static string TextOf(JsonElement value, string name, string path) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : throw Wrong(path, $"gives {name} {value.GetRawText()}, which is no text");

    internal static JsonProperty Single(JsonElement value, string path)
    {
        JsonProperty[] entries = [.. value.EnumerateObject()];
        return entries.Length == 1 ? entries[0] : throw Wrong(path, $"holds an object of {entries.Length} operators; write one each");
    }

    private static FormatException Wrong(string path, string why) => EventPatternReader.Wrong(path, why);
}
