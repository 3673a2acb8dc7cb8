using System.Collections.Immutable;
using IncidentResponder.Core.Decide;

namespace IncidentResponder.Core.Approve;

/// <summary>When who is asked, and reminded. All times count from the first question, which asking again does not move.</summary>
/// <param name="Decision">What was decided.</param>
/// <param name="AskedAt">When the first question was asked.</param>
public sealed record AskSchedule(Decision Decision, DateTimeOffset AskedAt)
{
    // A wait may end a little before its time: what is due within this is due.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    // Shares of the question's time; a question that is open for less is not worth a reminder.
    private static readonly ImmutableArray<double> ReminderShares = [0.5, 0.8];
    private const int LeastForReminders = 300;

    /// <summary>When the question ends.</summary>
    public DateTimeOffset Deadline => AskedAt.AddSeconds(Decision.WindowSeconds);

    /// <summary>The schedule of a question that is asked now, or that was asked before.</summary>
    public static AskSchedule Of(Decision decision, ApprovalRequest? asked, DateTimeOffset now) => new(decision, asked?.AskedAt ?? now);

    /// <summary>Everybody who is to be asked by this time.</summary>
    public ImmutableArray<string> DueAt(DateTimeOffset now) =>
        [.. Decision.Approvers.Concat(Decision.Escalation.Where(tier => IsDue(At(tier), now)).SelectMany(tier => tier.Approvers)).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>How many reminders are to have gone out by this time.</summary>
    public int RemindersAt(DateTimeOffset now) => Reminders.Count(at => IsDue(at, now));

    /// <summary>Whether further people are to be asked now, or reminded, while there is time left.</summary>
    public bool GoesOn(ApprovalRequest asked, DateTimeOffset now) =>
        now + Soon < Deadline
        && (RemindersAt(now) > asked.Reminders
            || DueAt(now).Except(asked.Approvers, StringComparer.OrdinalIgnoreCase).Except(asked.HandedOn.Keys, StringComparer.OrdinalIgnoreCase).Any());

    /// <summary>How long to wait from now on: for the next people's time, a reminder's, or the end; at least a second.</summary>
    public int WaitSeconds(DateTimeOffset now)
    {
        var next = Decision.Escalation.Select(At).Concat(Reminders).Where(at => !IsDue(at, now)).Append(Deadline).Min();
        return Math.Max(1, (int)Math.Ceiling((next - now).TotalSeconds));
    }

    private IEnumerable<DateTimeOffset> Reminders =>
        Decision.WindowSeconds < LeastForReminders ? [] : ReminderShares.Select(share => AskedAt.AddSeconds(Math.Floor(Decision.WindowSeconds * share)));

    private DateTimeOffset At(EscalationTier tier) => AskedAt.AddSeconds(tier.AfterSeconds);

    private static bool IsDue(DateTimeOffset at, DateTimeOffset now) => at <= now + Soon;
}
