using System.Text.Json;

namespace IncidentResponder.Remediations.Policies;

/// <summary>Reads what policies write as one value or as a list of them.</summary>
internal static class JsonValues
{
    /// <summary>The values as text; what is no text is given as it is written.</summary>
    public static IEnumerable<string> Of(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().Select(TextOf) : [TextOf(value)];

    /// <summary>A value as text.</summary>
    public static string TextOf(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
