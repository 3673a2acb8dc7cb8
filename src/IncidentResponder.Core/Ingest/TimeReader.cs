using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace IncidentResponder.Core.Ingest;

/// <summary>
/// Reads moments as detectors and their APIs write them: ISO 8601 with or without zone and with any fraction, RFC 1123, the long form of
/// Inspector's events, seconds or milliseconds since 1970, and an object of date parts as recorded API answers have it.
/// A text without a date is none: it would take today's.
/// </summary>
internal static class TimeReader
{
    private const double FirstMillisecond = 100_000_000_000;
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.E+");

    private static readonly string[] Written =
    [
        "MMM d, yyyy, h:mm:ss tt",
        "MMM d, yyyy h:mm:ss tt",
        "ddd, d MMM yyyy HH:mm:ss 'GMT'",
        "ddd MMM d HH:mm:ss 'UTC' yyyy",
        "ddd MMM d HH:mm:ss yyyy",
        "yyyyMMdd'T'HHmmss'Z'",
    ];

    public static DateTimeOffset? Read(JsonPlace place) => place.Value.ValueKind switch
    {
        JsonValueKind.String => AsAwsWrites(place.Value) ?? FromText(place.Text),
        JsonValueKind.Number => FromEpoch(place.Number),
        JsonValueKind.Object => FromParts(place),
        _ => null,
    };

    /// <summary>"2026-01-14T02:07:31.412Z", read from its bytes: nearly every time is of this form, and the general way takes ten times as long.</summary>
    private static DateTimeOffset? AsAwsWrites(JsonElement value) =>
        JsonMarshal.GetRawUtf8Value(value) is { Length: <= 26 and > 20 } raw && raw[^2] == 'Z' && value.TryGetDateTimeOffset(out var time) ? time : null;

    private static DateTimeOffset? FromText(string? text) => text switch
    {
        null or { Length: < 10 } => null,
        _ when !text.AsSpan().ContainsAnyExcept(OfNumbers) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var epoch) ? FromEpoch(epoch) : null,
        _ when char.IsAsciiDigit(text[0]) && text[4] == '-' && text[7] == '-' =>
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var iso) ? iso : null,

        // Newer Java runtimes put a narrow no-break space before AM and PM.
        _ => DateTimeOffset.TryParseExact(
            text.Replace('\u202f', ' ').Replace('\u00a0', ' '), Written, CultureInfo.InvariantCulture, Utc, out var time) ? time : null,
    };

    /// <summary>Seconds, or milliseconds when the number is too great for seconds; only of years that a finding can be from.</summary>
    private static DateTimeOffset? FromEpoch(double? epoch) => epoch switch
    {
        >= 1 and < FirstMillisecond and var seconds => DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1000)),
        >= FirstMillisecond and < FirstMillisecond * 1000 and var milliseconds => DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(milliseconds)),
        _ => null,
    };

    private static DateTimeOffset? FromParts(JsonPlace parts)
    {
        var (year, month, day) = (Part(parts["year"], 1970, 9999), Part(parts["month"], 1, 12), Part(parts["day"], 1, 31));
        if (year is not { } y || month is not { } m || day is not { } d || d > DateTime.DaysInMonth(y, m))
            return null;

        var microsecond = Part(parts["microsecond"], 0, 999_999) ?? 0;
        return new DateTimeOffset(
            y, m, d, Part(parts["hour"], 0, 23) ?? 0, Part(parts["minute"], 0, 59) ?? 0, Part(parts["second"], 0, 59) ?? 0, TimeSpan.Zero)
            .AddTicks(microsecond * TimeSpan.TicksPerMicrosecond);
    }

    private static int? Part(JsonPlace place, int least, int most) =>
        place.Number is { } number && number >= least && number <= most ? (int)number : null;
}
