using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Report;

/// <summary>How fast a group of incidents was answered, and how they ended. Percentiles are by nearest rank; see <see cref="Percentiles"/>.</summary>
public sealed record ResponseTimes
{
    /// <summary>Which incidents: "all", or a severity.</summary>
    public required string Group { get; init; }

    /// <summary>How many.</summary>
    public required int Incidents { get; init; }

    /// <summary>The spans that are known of at least one.</summary>
    public required ImmutableArray<SpanPercentiles> Spans { get; init; }

    /// <summary>How many questions were approved.</summary>
    public required int Approved { get; init; }

    /// <summary>How many questions were denied.</summary>
    public required int Denied { get; init; }

    /// <summary>How many questions nobody, or too few, answered in time.</summary>
    public required int Expired { get; init; }

    /// <summary>In how many something was changed, whether or not it was put back.</summary>
    public required int Changed { get; init; }

    /// <summary>In how many of those something was put back.</summary>
    public required int Undone { get; init; }

    /// <summary>How many were seen to be contained.</summary>
    public required int Contained { get; init; }

    /// <summary>The part of the ended questions that were approved, 0 to 1; null when none has ended.</summary>
    public double? ApprovalRate => Share(Approved, Ended);

    /// <summary>The part of the ended questions that ran out of time, 0 to 1; null when none has ended.</summary>
    public double? ExpiryRate => Share(Expired, Ended);

    /// <summary>The part of the containments of which something was put back, 0 to 1; null when nothing was changed.</summary>
    public double? UndoRate => Share(Undone, Changed);

    private int Ended => Approved + Denied + Expired;

    /// <summary>Counts: all incidents first, then those of each severity that there is, the highest first.</summary>
    public static ImmutableArray<ResponseTimes> Of(IEnumerable<IncidentRecord> records)
    {
        ImmutableArray<IncidentRecord> all = [.. records];
        return
        [
            Of("all", all),
            .. all.GroupBy(record => record.Incident.Finding.Severity).OrderByDescending(group => group.Key).Select(group => Of(group.Key.ToString(), [.. group])),
        ];
    }

    private static ResponseTimes Of(string group, ImmutableArray<IncidentRecord> records)
    {
        ImmutableArray<Milestones> milestones = [.. records.Select(Milestones.Of)];
        return new()
        {
            Group = group,
            Incidents = records.Length,
            Spans = [.. milestones.SelectMany(one => one.Spans).GroupBy(span => (span.Name, span.Title)).OrderBy(span => Milestones.SpanNames.IndexOf(span.Key.Name)).Select(Measured)],
            Approved = records.Count(record => record.Answer is { Outcome: ApprovalOutcome.Granted }),
            Denied = records.Count(record => record.Answer is { Outcome: ApprovalOutcome.Denied }),
            Expired = records.Count(record => record.Answer is { Outcome: ApprovalOutcome.Expired }),
            Changed = records.Count(record => record.HasChanges || WasUndone(record)),
            Undone = records.Count(WasUndone),
            Contained = milestones.Count(one => one.Contained is not null),
        };
    }

    private static SpanPercentiles Measured(IGrouping<(string Name, string Title), ResponseSpan> group)
    {
        ImmutableArray<TimeSpan> lengths = [.. group.Select(span => span.Length)];
        return new(
            group.Key.Name,
            group.Key.Title,
            lengths.Length,
            Percentiles.NearestRank(lengths, 50).GetValueOrDefault(),
            Percentiles.NearestRank(lengths, 90).GetValueOrDefault());
    }

    private static bool WasUndone(IncidentRecord record) => record.Steps.Any(step => step.State is "Restored");

    private static double? Share(int part, int of) => of == 0 ? null : (double)part / of;
}
