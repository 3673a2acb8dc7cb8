using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;
using IncidentResponder.Functions.Payloads;

namespace IncidentResponder.Functions.Run;

/// <summary>Asks whoever may undo, once a containment's lease has ended, whether to keep or to undo it. It changes nothing.</summary>
/// <param name="messages">Sends each question once.</param>
/// <param name="links">Makes the personal links.</param>
public sealed class LeaseQuestion(Messages messages, PersonalLinks links)
{
    /// <summary>Asks: "Asked" with the time of the next question, or "Over" when there is nothing to ask any more.</summary>
    /// <param name="record">The incident.</param>
    /// <param name="number">The lease that the execution was started for; another one has an execution of its own.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task<OutcomeReply> RunAsync(IncidentRecord record, int number, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (record.Closure?.Lease is not { } lease || lease.Number != number || UndoRules.InEffect(record).IsEmpty)
            return new() { Outcome = "Over", Until = now };

        var question = LeaseRules.QuestionDue(lease, now);
        if (question > 0)
        {
            foreach (var approver in Closing.MayUndo(record))
            {
                var address = await links.AddressAsync(record, approver, LinkTerm.ToUndo(now), cancel).ConfigureAwait(false);
                await messages.SendOnceAsync(record, Stage.Notify, Notices.LeaseEnded(record, lease, question, address), approver, clock, cancel).ConfigureAwait(false);
            }
        }

        return question < LeaseRules.MostQuestions
            ? new() { Outcome = "Asked", Until = lease.Until + question * LeaseRules.BetweenQuestions }
            : new() { Outcome = "Over", Until = now };
    }
}
