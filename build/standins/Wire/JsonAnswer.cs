using System.Text.Json;

namespace IncidentResponder.Standins.Wire;

/// <summary>Reads JSON answers.</summary>
internal static class JsonAnswer
{
    /// <summary>The body, or an undefined element when there is none.</summary>
    internal static JsonElement Read(Stream answer)
    {
        using var body = new MemoryStream();
        answer.CopyTo(body);
        return body.Length == 0 ? default : Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    /// <summary>The body of an error, or an undefined element when it is no JSON: an error may come from a proxy.</summary>
    internal static JsonElement ReadError(byte[]? answer)
    {
        try
        {
            return answer is null or [] ? default : Parse(answer);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>The properties that have a value; none when the element is no object.</summary>
    internal static IEnumerable<JsonProperty> PropertiesOf(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject().Where(property => IsPresent(property.Value))
        : [];

    internal static bool IsPresent(JsonElement json) => json.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    /// <summary>A string as it is; anything else as its JSON text.</summary>
    internal static string? Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText();

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
