using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Template;

/// <summary>Writes nested values as the parameters of AWS's query protocol.</summary>
internal static class QueryParameters
{
    /// <summary>Flattens a value: fields by dots, lists by <c>member.1</c>, <c>member.2</c> and so on.</summary>
    public static IEnumerable<(string Name, string Value)> Of(JsonNode? node, string prefix = "") => node switch
    {
        null => [],
        JsonObject inner => inner.SelectMany(field => Of(field.Value, prefix.Length == 0 ? field.Key : $"{prefix}.{field.Key}")),
        JsonArray items => items.SelectMany((item, at) => Of(item, $"{prefix}.member.{at + 1}")),
        JsonValue value when value.TryGetValue(out string? text) => [(prefix, text)],
        _ => [(prefix, node.ToJsonString())],
    };

    /// <summary>A map as SNS writes it: <c>Attributes.entry.1.key</c> and <c>.value</c>.</summary>
    public static IEnumerable<(string Name, string Value)> Entries(string prefix, IEnumerable<(string Key, string Value)> map) =>
        map.SelectMany((one, at) => new[] { ($"{prefix}.entry.{at + 1}.key", one.Key), ($"{prefix}.entry.{at + 1}.value", one.Value) });
}
