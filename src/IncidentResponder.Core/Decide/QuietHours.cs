using System.Collections.Immutable;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>Hours in which nobody is woken by what is only told. They begin on their days and may end on the next.</summary>
public sealed record QuietHours
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>When they begin, UTC.</summary>
    public required TimeOnly FromUtc { get; init; }

    /// <summary>When they end, UTC; the same as the beginning for a whole day.</summary>
    public required TimeOnly ToUtc { get; init; }

    /// <summary>The days on which they begin; every day when empty.</summary>
    public ImmutableSortedSet<DayOfWeek> Days { get; init; } = [];

    /// <summary>The least severity of which people are told even then.</summary>
    public required Severity WakeFrom { get; init; }

    /// <summary>How long they last; a whole day when they end as they begin.</summary>
    public TimeSpan Length => ToUtc == FromUtc ? Day : ToUtc - FromUtc;

    /// <summary>They never end: whole days, and every day.</summary>
    public bool NeverEnd => Length == Day && (Days.IsEmpty || Days.Count == 7);

    /// <summary>Until when a notice of this severity is held; null when people are told at once.</summary>
    public DateTimeOffset? HoldUntil(Severity severity, DateTimeOffset at)
    {
        if (severity >= WakeFrom || NeverEnd)
            return null;

        // Quiet hours may follow upon quiet hours, as Sunday's upon Saturday's.
        var end = at;
        while (EndOf(end) is { } next)
            end = next;
        return end == at ? null : end;
    }

    private DateTimeOffset? EndOf(DateTimeOffset at)
    {
        var midnight = new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero);
        foreach (var day in (DateTimeOffset[])[midnight - Day, midnight])
        {
            var from = day + FromUtc.ToTimeSpan();
            if ((Days.IsEmpty || Days.Contains(day.DayOfWeek)) && from <= at && at < from + Length)
                return from + Length;
        }

        return null;
    }
}
