using System.Globalization;

namespace IncidentResponder.Standins.Wire;

/// <summary>Reads scalars from their text on the wire.</summary>
internal static class TextValue
{
    internal static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    internal static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    internal static double Double(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    internal static float Float(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    internal static bool Bool(string text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);

    internal static MemoryStream Blob(string text) => new(Convert.FromBase64String(text));

    /// <summary>A time in UTC, from seconds since 1970 or from ISO 8601 or RFC 822 text.</summary>
    internal static DateTime Time(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
