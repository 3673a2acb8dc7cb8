using System.Globalization;

namespace IncidentResponder.Core.Notify;

/// <summary>Times and spans as people read them, always in UTC and always saying so.</summary>
public static class UtcText
{
    /// <summary>"2026-01-14 03:12:09 UTC".</summary>
    public static string Of(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>"14 minutes", "1 minute 5 seconds", "2 hours 3 minutes": two units at most, rounded down.</summary>
    public static string Span(TimeSpan span)
    {
        (int Count, string Unit)[] parts = [(span.Days, "day"), (span.Hours, "hour"), (span.Minutes, "minute"), (span.Seconds, "second")];
        var shown = parts.SkipWhile(p => p.Count == 0).Take(2).Where(p => p.Count > 0).Select(p => p.Count == 1 ? $"1 {p.Unit}" : $"{p.Count} {p.Unit}s");
        var text = string.Join(' ', shown);
        return text.Length > 0 ? text : "less than a second";
    }
}
