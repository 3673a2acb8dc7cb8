using System.Text.Json;

namespace IncidentResponder.Channels.Tests;

/// <summary>What of a JSON text does not depend on the texts in it.</summary>
internal static class JsonShape
{
    /// <summary>Each value's path and kind, in order.</summary>
    public static IEnumerable<string> Of(JsonElement json, string path = "") => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Of(member.Value, $"{path}.{member.Name}")),
        JsonValueKind.Array => json.EnumerateArray().SelectMany((item, index) => Of(item, $"{path}[{index}]")),
        _ => [$"{path}: {json.ValueKind}"],
    };

    /// <summary>Each text with its path.</summary>
    public static IEnumerable<(string Path, string Text)> Texts(JsonElement json, string path = "") => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Texts(member.Value, $"{path}.{member.Name}")),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(item => Texts(item, $"{path}[]")),
        JsonValueKind.String => [(path, json.GetString()!)],
        _ => [],
    };
}
