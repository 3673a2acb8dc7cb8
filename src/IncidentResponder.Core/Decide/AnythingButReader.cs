using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentResponder.Core.Decide;

/// <summary>Reads what <c>anything-but</c> excludes: a text or number, a list of one kind, or one of four operators over texts.</summary>
internal static class AnythingButReader
{
    public static ImmutableArray<ValueTest> Read(JsonElement value, string path)
    {
        if (value.ValueKind is JsonValueKind.Object)
            return ReadOperator(ValueTestReader.Single(value, path), path);
        JsonElement[] items = Listed(value, path);
        JsonValueKind kind = items[0].ValueKind;
        if (kind is not (JsonValueKind.String or JsonValueKind.Number))
            throw Wrong(path, "gives anything-but a value that is neither text nor number");
        return items.All(item => item.ValueKind == kind)
            ? [.. items.Select(ReadPlain)]
            : throw Wrong(path, "gives anything-but a list of several kinds; list texts only or numbers only");
    }

    private static ValueTest ReadPlain(JsonElement item) => item.ValueKind is JsonValueKind.Number
        ? ValueTest.Number.Exactly(item.GetDouble())
        : new ValueTest.Text(item.GetString()!, TextRelation.Equal);

    private static ImmutableArray<ValueTest> ReadOperator(JsonProperty inner, string path) =>
        [.. Listed(inner.Value, path).Select(item => ReadOperator(inner.Name, ValueTestReader.TextOf(item, inner.Name, path), path))];

    private static ValueTest ReadOperator(string name, string text, string path) => name switch
    {
        "prefix" or "suffix" when text.Length == 0 => throw Wrong(path, $"excludes the empty {name}, which every text has"),
        "prefix" => new ValueTest.Text(text, TextRelation.Prefix),
        "suffix" => new ValueTest.Text(text, TextRelation.Suffix),
        "wildcard" => new ValueTest.Wildcard(WildcardReader.Read(text, path)),
        "equals-ignore-case" => new ValueTest.Text(text, TextRelation.EqualIgnoringCase),
        _ => throw Wrong(path, $"uses '{name}' inside anything-but, where it may not stand"),
    };

    private static JsonElement[] Listed(JsonElement value, string path)
    {
        JsonElement[] items = ValueTestReader.Items(value);
        return items.Length > 0 ? items : throw Wrong(path, "gives anything-but an empty list");
    }

    private static FormatException Wrong(string path, string why) => EventPatternReader.Wrong(path, why);
}
