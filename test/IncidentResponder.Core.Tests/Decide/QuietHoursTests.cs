using System.Globalization;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Tests.Decide;

/// <summary>14 January 2026 is a Wednesday, 17 January a Saturday.</summary>
public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("22:00-06:00", "", "2026-01-14T21:59:59Z", null)]
    [InlineData("22:00-06:00", "", "2026-01-14T22:00:00Z", "2026-01-15T06:00:00Z")]
    [InlineData("22:00-06:00", "", "2026-01-14T23:59:59Z", "2026-01-15T06:00:00Z")]
    [InlineData("22:00-06:00", "", "2026-01-15T00:00:00Z", "2026-01-15T06:00:00Z")]
    [InlineData("22:00-06:00", "", "2026-01-15T05:59:59Z", "2026-01-15T06:00:00Z")]
    [InlineData("22:00-06:00", "", "2026-01-15T06:00:00Z", null)]
    [InlineData("22:00-06:00", "", "2026-01-15T01:00:00+05:00", null)]
    [InlineData("22:00-06:00", "", "2026-01-31T23:30:00Z", "2026-02-01T06:00:00Z")]
    [InlineData("22:00-06:00", "", "2026-12-31T23:30:00Z", "2027-01-01T06:00:00Z")]
    [InlineData("01:00-06:00", "", "2026-01-14T00:30:00Z", null)]
    [InlineData("01:00-06:00", "", "2026-01-14T03:00:00Z", "2026-01-14T06:00:00Z")]
    [InlineData("22:00-06:00", "Saturday", "2026-01-17T23:00:00Z", "2026-01-18T06:00:00Z")]
    [InlineData("22:00-06:00", "Saturday", "2026-01-18T03:00:00Z", "2026-01-18T06:00:00Z")]
    [InlineData("22:00-06:00", "Saturday", "2026-01-17T03:00:00Z", null)]
    [InlineData("22:00-06:00", "Saturday", "2026-01-18T23:00:00Z", null)]
    [InlineData("00:00-00:00", "Saturday,Sunday", "2026-01-17T00:00:00Z", "2026-01-19T00:00:00Z")]
    [InlineData("00:00-00:00", "Saturday,Sunday", "2026-01-18T23:59:59Z", "2026-01-19T00:00:00Z")]
    [InlineData("00:00-00:00", "Saturday,Sunday", "2026-01-19T00:00:00Z", null)]
    public void HoldUntil_Time_IsTheEndOfTheQuiet(string hours, string days, string at, string? until) =>
        Hours(hours, days).HoldUntil(Severity.Medium, Time(at)).ShouldBe(until is null ? null : Time(until));

    [Theory]
    [InlineData(Severity.Informational, true)]
    [InlineData(Severity.Medium, true)]
    [InlineData(Severity.High, false)]
    [InlineData(Severity.Critical, false)]
    public void HoldUntil_SeverityThatWakes_IsNotHeld(Severity severity, bool held) =>
        (Hours("22:00-06:00", "").HoldUntil(severity, Time("2026-01-14T23:00:00Z")) is not null).ShouldBe(held);

    private static QuietHours Hours(string hours, string days) => new()
    {
        FromUtc = TimeOnly.ParseExact(hours[..5], "HH:mm", CultureInfo.InvariantCulture),
        ToUtc = TimeOnly.ParseExact(hours[6..], "HH:mm", CultureInfo.InvariantCulture),
        Days = [.. days.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<DayOfWeek>)],
        WakeFrom = Severity.High,
    };

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
