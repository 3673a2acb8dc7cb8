using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions;

/// <summary>
/// JSON as the state machines hold it: read whole, so that many threads may read one value, and never changed
/// after that; numbers keep the digits that they came with.
/// </summary>
internal static class JsonText
{
    /// <summary>The most bytes that a state's input or output may have.</summary>
    public const int MostBytes = 262_144;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a text; of a name that comes twice in an object the last wins, as on AWS.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static JsonNode? Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return Copy(document.RootElement);
    }

    /// <summary>Reads a text in which no object may name anything twice.</summary>
    /// <exception cref="JsonException">The text is no JSON, or names something twice.</exception>
    public static JsonNode? ParseStrictly(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return Copy(document.RootElement);
    }

    public static string Write(JsonNode? value) => value is null ? "null" : value.ToJsonString(Plain);

    public static bool IsTooLong(string text) => text.Length > MostBytes || Encoding.UTF8.GetByteCount(text) > MostBytes;

    /// <summary>The value as text when it is a JSON string, else null.</summary>
    public static string? AsText(JsonNode? value) =>
        value?.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;

    public static decimal? AsNumber(JsonNode? value)
    {
        if (value?.GetValueKind() is not JsonValueKind.Number)
            return null;
        return decimal.TryParse(value.ToJsonString(), System.Globalization.NumberStyles.Float, null, out decimal number) ? number : null;
    }

    public static bool? AsBoolean(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static JsonNode? Copy(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.Array:
                JsonArray array = [];
                foreach (JsonElement item in element.EnumerateArray())
                    array.Add(Copy(item));
                return array;
            case JsonValueKind.Object:
                JsonObject record = [];
                foreach (JsonProperty property in element.EnumerateObject())
                    record[property.Name] = Copy(property.Value);
                return record;
            default:
                return JsonValue.Create(element.Clone());
        }
    }
}
