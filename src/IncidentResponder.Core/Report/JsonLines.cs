using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentResponder.Core.Report;

/// <summary>Lays a JSON text out for people: a line for each value, with the path to it.</summary>
internal static class JsonLines
{
    private const int Most = 24;
    private const int Deepest = 16;

    /// <summary>The lines; the text itself when it is no JSON.</summary>
    internal static ImmutableArray<string> Of(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            ImmutableArray<string> lines = [.. Leaves("", document.RootElement, 0).Take(Most + 1)];
            return lines.Length > Most ? [.. lines.Take(Most), "and more, which the record has"] : lines;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return [json];
        }
    }

    private static IEnumerable<string> Leaves(string path, JsonElement value, int depth) => value.ValueKind switch
    {
        JsonValueKind.Object when depth < Deepest =>
            value.EnumerateObject().SelectMany(member => Leaves(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value, depth + 1)),
        JsonValueKind.Array when depth < Deepest && value.EnumerateArray().Any(IsNested) =>
            value.EnumerateArray().SelectMany((item, at) => Leaves($"{path}[{at}]", item, depth + 1)),
        JsonValueKind.Array => [Line(path, string.Join(", ", value.EnumerateArray().Select(Text)))],
        _ => [Line(path, Text(value))],
    };

    private static bool IsNested(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static string Line(string path, string text) => path.Length == 0 ? text : $"{path}: {(text.Length == 0 ? "none" : text)}";

    // Half a surrogate pair can be spelt in JSON and not be had as a text: its spelling is shown.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetRawText().Contains("\\u", StringComparison.Ordinal) => value.GetRawText(),
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Null => "none",
        _ => value.GetRawText(),
    };
}
