using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions;

/// <summary>Timestamps as the Amazon States Language has them: ISO 8601 with a capital T and Z or an offset.</summary>
internal static class Timestamp
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"];

    public static DateTimeOffset? Read(JsonNode? value) => JsonText.AsText(value) is { } text ? Read(text) : null;

    public static DateTimeOffset? Read(string text)
    {
        bool hasZone = text.EndsWith('Z') || (text.Length > 6 && text[^3] == ':' && text[^6] is '+' or '-');
        return hasZone && DateTimeOffset.TryParseExact(text, Forms, null, DateTimeStyles.AssumeUniversal, out DateTimeOffset read) ? read : null;
    }

    /// <summary>The form of times in the context object: UTC with milliseconds and Z.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
