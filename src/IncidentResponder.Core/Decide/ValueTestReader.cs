using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;

namespace IncidentResponder.Core.Decide;

/// <summary>Reads one entry of a pattern's value list: a plain value or an operator such as <c>prefix</c>.</summary>
internal static class ValueTestReader
{
    // EventBridge's bounds for numeric comparison.
    private const double MostNumber = 5_000_000_000;

    public static bool IsOperator(string name) => name
        is "prefix" or "suffix" or "equals-ignore-case" or "wildcard" or "numeric" or "cidr" or "exists" or "anything-but";

    public static ValueTest Read(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => new ValueTest.Text(value.GetString()!, TextRelation.Equal),
        JsonValueKind.Number => ValueTest.Number.Exactly(value.GetDouble()),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => new ValueTest.Literal(value.ValueKind),
        JsonValueKind.Object => ReadOperator(Single(value, path), path),
        _ => throw Wrong(path, "holds an array in its array; list the values themselves"),
    };

    private static ValueTest ReadOperator(JsonProperty entry, string path) => entry.Name switch
    {
        "prefix" => TextOrIgnoringCase(entry, TextRelation.Prefix, TextRelation.PrefixIgnoringCase, path),
        "suffix" => TextOrIgnoringCase(entry, TextRelation.Suffix, TextRelation.SuffixIgnoringCase, path),
        "equals-ignore-case" => new ValueTest.Text(TextOf(entry.Value, entry.Name, path), TextRelation.EqualIgnoringCase),
        "wildcard" => new ValueTest.Wildcard(WildcardParts(TextOf(entry.Value, entry.Name, path), path)),
        "numeric" => ReadNumeric(entry.Value, path),
        "cidr" => new ValueTest.Cidr(NetworkOf(TextOf(entry.Value, entry.Name, path), path)),
        "exists" when entry.Value.ValueKind is JsonValueKind.True => new ValueTest.AnyLeaf(),
        "exists" => throw Wrong(path, "gives exists a value other than true or false"),
        "anything-but" => new ValueTest.NoneOf(ReadAnythingBut(entry.Value, path)),
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

    private static ImmutableArray<ValueTest> ReadAnythingBut(JsonElement value, string path)
    {
        if (value.ValueKind is JsonValueKind.Object)
            return ReadAnythingButOperator(Single(value, path), path);
        ImmutableArray<ValueTest> tests = [.. Items(value).Select(item =>
            item.ValueKind is JsonValueKind.String or JsonValueKind.Number
                ? Read(item, path)
                : throw Wrong(path, "gives anything-but a value that is neither text nor number"))];
        return tests.IsEmpty ? throw Wrong(path, "gives anything-but an empty list") : tests;
    }

    private static ImmutableArray<ValueTest> ReadAnythingButOperator(JsonProperty inner, string path)
    {
        if (inner.Name is not ("prefix" or "suffix" or "equals-ignore-case" or "wildcard"))
            throw Wrong(path, $"uses '{inner.Name}' inside anything-but, where it may not stand");
        return [.. Items(inner.Value).Select(item => inner.Name switch
        {
            "prefix" => new ValueTest.Text(TextOf(item, inner.Name, path), TextRelation.Prefix),
            "suffix" => new ValueTest.Text(TextOf(item, inner.Name, path), TextRelation.Suffix),
            "wildcard" => new ValueTest.Wildcard(WildcardParts(TextOf(item, inner.Name, path), path)),
            _ => (ValueTest)new ValueTest.Text(TextOf(item, inner.Name, path), TextRelation.EqualIgnoringCase),
        })];
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
        if (bound.ValueKind is not JsonValueKind.Number || Math.Abs(bound.GetDouble()) > MostNumber)
            throw Wrong(path, $"compares with {bound.GetRawText()}; numeric takes numbers from -{MostNumber} to {MostNumber}");
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

    private static ImmutableArray<string> WildcardParts(string text, string path)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var part = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\')
                part.Append(at + 1 < text.Length && text[at + 1] is '*' or '\\' ? text[++at] : throw BadEscape(text, path));
            else if (text[at] != '*')
                part.Append(text[at]);
            else if (at > 0 && text[at - 1] == '*' && part.Length == 0)
                throw Wrong(path, $"has two stars side by side in the wildcard '{text}'; one does the same");
            else
            {
                parts.Add(part.ToString());
                part.Clear();
            }
        }

        parts.Add(part.ToString());
        return parts.ToImmutable();
    }

    private static FormatException BadEscape(string text, string path) =>
        Wrong(path, $"has a backslash in the wildcard '{text}' that stands before neither * nor \\");

    private static IPNetwork NetworkOf(string text, string path)
    {
        string[] parts = text.Split('/');
        if (!IPAddress.TryParse(parts[0], out IPAddress? address) || parts.Length > 2)
            throw Wrong(path, $"gives cidr '{text}', which is no address or network");
        int bits = address.GetAddressBytes().Length * 8;
        int length = bits;
        if (parts.Length == 2 && (!int.TryParse(parts[1], out length) || length < 0 || length > bits))
            throw Wrong(path, $"gives cidr '{text}', whose length isn't between 0 and {bits}");
        return new IPNetwork(Masked(address, length), length);
    }

    private static IPAddress Masked(IPAddress address, int length)
    {
        byte[] bytes = address.GetAddressBytes();
        for (var at = 0; at < bytes.Length; at++)
        {
            int kept = Math.Clamp(length - (at * 8), 0, 8);
            bytes[at] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(bytes);
    }

    private static JsonElement[] Items(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private static string TextOf(JsonElement value, string name, string path) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : throw Wrong(path, $"gives {name} {value.GetRawText()}, which is no text");

    private static JsonProperty Single(JsonElement value, string path)
    {
        JsonProperty[] entries = [.. value.EnumerateObject()];
        return entries.Length == 1 ? entries[0] : throw Wrong(path, $"holds an object of {entries.Length} operators; write one each");
    }

    private static FormatException Wrong(string path, string why) => EventPatternReader.Wrong(path, why);
}
