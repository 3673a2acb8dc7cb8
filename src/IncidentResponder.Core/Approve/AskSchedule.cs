using System.Collections.Immutable;
using IncidentResponder.Core.Decide;

namespace IncidentResponder.Core.Approve;

/// <summary>When who is asked. All times count from the first question, which asking again does not move.</summary>
/// <param name="Decision">What was decided.</param>
/// <param name="AskedAt">When the first question was asked.</param>
public sealed record AskSchedule(Decision Decision, DateTimeOffset AskedAt)
{
    // A wait may end a little before its time: what is due within this is due.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>When the question ends.</summary>
    public DateTimeOffset Deadline => AskedAt.AddSeconds(Decision.WindowSeconds);

    /// <summary>The schedule of a question that is asked now, or that was asked before.</summary>
    public static AskSchedule Of(Decision decision, ApprovalRequest? asked, DateTimeOffset now) => new(decision, asked?.AskedAt ?? now);

    /// <summary>Everybody who is to be asked by this time.</summary>
    public ImmutableArray<string> DueAt(DateTimeOffset now) =>
        [.. Decision.Approvers.Concat(Decision.Escalation.Where(tier => IsDue(tier, now)).SelectMany(tier => tier.Approvers)).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether further people are to be asked now, while there is time left.</summary>
    public bool GoesOn(ApprovalRequest asked, DateTimeOffset now) =>
        now + Soon < Deadline && DueAt(now).Except(asked.Approvers, StringComparer.OrdinalIgnoreCase).Any();

    /// <summary>How long to wait from now on: for the next people's time, or for the end; at least a second.</summary>
    public int WaitSeconds(DateTimeOffset now)
    {
        var next = Decision.Escalation.Where(tier => !IsDue(tier, now)).Select(tier => AskedAt.AddSeconds(tier.AfterSeconds)).Append(Deadline).Min();
        return Math.Max(1, (int)Math.Ceiling((next - now).TotalSeconds));
    }

    private bool IsDue(EscalationTier tier, DateTimeOffset now) => AskedAt.AddSeconds(tier.AfterSeconds) <= now + Soon;
}
