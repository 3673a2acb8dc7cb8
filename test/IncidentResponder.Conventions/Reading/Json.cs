using System.Text.Json.Nodes;

namespace IncidentResponder.Conventions.Reading;

/// <summary>Short ways through JSON whose shape is known.</summary>
internal static class Json
{
    /// <summary>The text of a scalar, or of "Ref" and "Fn::GetAtt" the logical id, or of "Fn::Sub" the pattern; otherwise the JSON.</summary>
    public static string TextOf(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value => value.ToString(),
        JsonObject { Count: 1 } call when call["Ref"] is { } name => name.ToString(),
        JsonObject { Count: 1 } call when call["Fn::GetAtt"] is JsonArray path => path[0]!.ToString(),
        JsonObject { Count: 1 } call when call["Fn::Sub"] is JsonValue pattern => pattern.ToString(),
        _ => node.ToJsonString(),
    };

    /// <summary>A list, or the one value that stands where a list may.</summary>
    public static IEnumerable<JsonNode?> ListOf(JsonNode? node)
    {
        if (node is JsonArray list)
            return list;

        return node is null ? Enumerable.Empty<JsonNode?>() : Enumerable.Repeat<JsonNode?>(node, 1);
    }

    /// <summary>Every object within, the node itself included.</summary>
    public static IEnumerable<JsonObject> ObjectsIn(JsonNode? node) => node switch
    {
        JsonObject found => found.SelectMany(member => ObjectsIn(member.Value)).Prepend(found),
        JsonArray list => list.SelectMany(ObjectsIn),
        _ => [],
    };
}
