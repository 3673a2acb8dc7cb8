using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Report;

/// <summary>
/// When an incident went through the stages of its response, worked out from its record. What did not happen, or is not known, is null.
/// No time lies before one that it follows from: where a clock was wrong, or a stage ran again, the first time that can be right is taken.
/// Clocks may differ by <see cref="Skew"/>: what comes that much too early counts as having come at once.
/// </summary>
public sealed record Milestones
{
    /// <summary>By how much the clocks of two services may differ.</summary>
    public static TimeSpan Skew { get; } = TimeSpan.FromSeconds(2);

    /// <summary>When the activity was first seen; for an incident that was taken up again, when it was last seen.</summary>
    public DateTimeOffset? Event { get; private init; }

    /// <summary>When the finding came in and the incident was opened.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>When the first message about it had gone out.</summary>
    public DateTimeOffset? Notified { get; private init; }

    /// <summary>When people were asked.</summary>
    public DateTimeOffset? Asked { get; private init; }

    /// <summary>When the first of those who were asked did something: had a code sent, or answered.</summary>
    public DateTimeOffset? Acknowledged { get; private init; }

    /// <summary>When it was settled what is done: by the answer where people were asked, else by the policy.</summary>
    public DateTimeOffset? Decided { get; private init; }

    /// <summary>When the first change had been made.</summary>
    public DateTimeOffset? FirstEffect { get; private init; }

    /// <summary>When every step of the plan had been seen to hold. Null when a later check saw otherwise.</summary>
    public DateTimeOffset? Contained { get; private init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? Closed { get; private init; }

    /// <summary>When all that had been changed was put back.</summary>
    public DateTimeOffset? Undone { get; private init; }

    /// <summary>Those that are known, in the order of time.</summary>
    public ImmutableArray<Milestone> Known =>
    [
        .. Named().Where(one => one.At is not null).Select(one => new Milestone(one.Name, one.At.GetValueOrDefault())).OrderBy(one => one.At),
    ];

    /// <summary>The spans between them that are known.</summary>
    public ImmutableArray<ResponseSpan> Spans =>
    [
        .. Measured().Where(one => one.From is not null && one.To is not null)
            .Select(one => new ResponseSpan(one.Name, one.Title, one.To.GetValueOrDefault() - one.From.GetValueOrDefault())),
    ];

    /// <summary>The names of all spans, in the order of time.</summary>
    public static ImmutableArray<string> SpanNames { get; } =
        ["TimeToQuestion", "TimeToNotify", "TimeToAcknowledge", "TimeToDecide", "TimeToContain", "TimeToClose"];

    /// <summary>Works them out.</summary>
    public static Milestones Of(IncidentRecord record)
    {
        var received = record.Incident.OpenedAt;
        var asked = First(received, [record.Approval?.AskedAt]);
        var acknowledged = asked is { } since ? First(since, record.Ledger.Where(IsAcknowledgment).Select(At).Concat(record.Votes.Append(record.Answer).Select(ByAPerson))) : null;
        var settled = record.Approval is null ? record.Decision?.At : record.Answer?.At;
        var decided = First(Latest(received, asked, acknowledged), [settled]);
        var effect = decided is { } then ? FirstChange(record, then) : null;
        var contained = (effect ?? decided) is { } from ? First(from, [LedgerTimes.Contained(record, from - Skew)]) : null;
        var before = Latest(received, decided, effect, contained);
        return new()
        {
            Event = Before(record.Incident.Continues is null ? record.Incident.Finding.Since : record.Incident.Finding.LastSeen, received),
            Received = received,
            Notified = First(received, record.Ledger.Where(LedgerTimes.IsSent).Select(At)),
            Asked = asked,
            Acknowledged = acknowledged,
            Decided = decided,
            FirstEffect = effect,
            Contained = contained,
            Closed = First(before, record.Ledger.Where(LedgerTimes.IsClosing).Select(At).Append(ClosedAt(record))),
            Undone = First(Latest(received, decided, effect), [LedgerTimes.Undone(record)]),
        };
    }

    private static DateTimeOffset? FirstChange(IncidentRecord record, DateTimeOffset since) =>
        First(since, record.Ledger.Where(LedgerTimes.IsChange).Select(At))
        ?? First(since, record.Steps.Where(step => step.State is "Changed" or "Partial").Select(step => (DateTimeOffset?)step.At));

    // After an undo the closure is the undo's.
    private static DateTimeOffset? ClosedAt(IncidentRecord record) => record.Closure is { Outcome: not ("Undone" or "PartlyUndone") } closure ? closure.At : null;

    private static bool IsAcknowledgment(LedgerEntry entry) =>
        entry is { Stage: Stage.Approve, Kind: "Message" or "Vote" or "Answer", Actor: not ("responder" or "policy" or "nobody") };

    private static DateTimeOffset? ByAPerson(ApprovalDecision? answer) => answer is { Outcome: not ApprovalOutcome.Expired } ? answer.At : null;

    private static DateTimeOffset? At(LedgerEntry entry) => entry.At;

    private static DateTimeOffset? First(DateTimeOffset since, IEnumerable<DateTimeOffset?> times) =>
        times.Where(time => time >= since - Skew).Min() is { } first ? Latest(since, first) : null;

    private static DateTimeOffset? Before(DateTimeOffset time, DateTimeOffset next) => time <= next ? time : time <= next + Skew ? next : null;

    private static DateTimeOffset Latest(DateTimeOffset first, params ReadOnlySpan<DateTimeOffset?> others)
    {
        var latest = first;
        foreach (var other in others)
            latest = other > latest ? other.Value : latest;
        return latest;
    }

    private (string Name, DateTimeOffset? At)[] Named() =>
    [
        ("Activity seen", Event), ("Received", Received), ("Notified", Notified), ("Asked", Asked), ("Acknowledged", Acknowledged),
        ("Decided", Decided), ("First effect", FirstEffect), ("Verified contained", Contained), ("Closed", Closed), ("Undone", Undone),
    ];

    private (string Name, string Title, DateTimeOffset? From, DateTimeOffset? To)[] Measured() =>
    [
        ("TimeToQuestion", "activity seen → question", Event, Asked),
        ("TimeToNotify", "received → notified", Received, Notified),
        ("TimeToAcknowledge", "asked → acknowledged (MTTA)", Asked, Acknowledged),
        ("TimeToDecide", "received → decided", Received, Decided),
        ("TimeToContain", "received → verified contained (MTTC)", Received, Contained),
        ("TimeToClose", "received → closed (MTTR)", Received, Closed),
    ];
}
