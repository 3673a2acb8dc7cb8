using IncidentResponder.Core.Close;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Approve;

/// <summary>The rules of containments that the policy gives a lease: it is renewed or undone by people who are asked, never by itself.</summary>
public static class LeaseRules
{
    /// <summary>How often people are asked about a lease that has ended. The containment stands afterwards as well.</summary>
    public const int MostQuestions = 30;

    /// <summary>How long after a question the next one comes.</summary>
    public static TimeSpan BetweenQuestions { get; } = TimeSpan.FromDays(1);

    /// <summary>The lease that begins when the incident closes; null when the policy gives none, or nothing is in effect.</summary>
    public static ContainmentLease? First(IncidentRecord record, DateTimeOffset at) =>
        record.Decision?.LeaseHours is { } hours && record.HasChanges ? new(1, End(at, hours)) : null;

    /// <summary>The lease by which the present one is renewed; null when there is none to renew.</summary>
    public static ContainmentLease? Next(IncidentRecord record, DateTimeOffset now) =>
        record is { Closure.Lease: { } lease, Decision.LeaseHours: { } hours } ? new(lease.Number + 1, End(now, hours)) : null;

    /// <summary>Which question about a lease that has ended is due, from 1; 0 before its end.</summary>
    public static int QuestionDue(ContainmentLease lease, DateTimeOffset now) =>
        now < lease.Until ? 0 : 1 + (int)((now - lease.Until) / BetweenQuestions);

    // To the second, as the state machine is told it.
    private static DateTimeOffset End(DateTimeOffset from, int hours) => new DateTimeOffset(from.Ticks - from.Ticks % TimeSpan.TicksPerSecond, from.Offset).AddHours(hours);
}
