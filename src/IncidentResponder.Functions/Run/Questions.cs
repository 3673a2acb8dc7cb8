using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Run;

/// <summary>Sends the open question to each approver by a personal link, each once, and a reminder to those who have not answered.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="messages">Sends each notice once.</param>
/// <param name="links">Makes the links.</param>
public sealed class Questions(IIncidentRecords records, Messages messages, PersonalLinks links)
{
    /// <summary>Sends what was not sent before. Who can't be reached is named in the ledger and left for the next time.</summary>
    /// <param name="record">The incident, with its question.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <returns>How many could not be reached.</returns>
    public Task<int> SendAsync(IncidentRecord record, TimeProvider clock, CancellationToken cancel) => record is { Approval: { } question, Answer: null }
        ? SendAsync(record, question, question.Approvers.Where(one => question.Reminders == 0 || !record.Tally.HasVoteOf(one)), clock, cancel)
        : Task.FromResult(0);

    /// <summary>
    /// Sends what the stage that asks does not: the questions that it could not send, and those that were handed on. The others may be
    /// on their way at this moment.
    /// </summary>
    /// <param name="record">The incident.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <returns>How many could not be reached.</returns>
    public Task<int> SendOwedAsync(IncidentRecord record, TimeProvider clock, CancellationToken cancel) =>
        record is { Approval: { } question, Answer: null } && clock.GetUtcNow() < question.Deadline
            ? SendAsync(record, question, question.Approvers.Where(one => IsOwed(record, question, one)), clock, cancel)
            : Task.FromResult(0);

    private static bool IsOwed(IncidentRecord record, ApprovalRequest question, string approver) =>
        question.HandedOn.Values.Contains(approver, StringComparer.OrdinalIgnoreCase)
        || record.Ledger.Any(entry => entry is { Stage: Stage.Approve, Kind: "Message" } && entry.Text.StartsWith(NotSentTo(approver), StringComparison.OrdinalIgnoreCase));

    private static string NotSentTo(string approver) => $"Question was not sent to {approver}: ";

    private async Task<int> SendAsync(IncidentRecord record, ApprovalRequest question, IEnumerable<string> approvers, TimeProvider clock, CancellationToken cancel)
    {
        var unsent = 0;
        foreach (var approver in approvers)
        {
            if (!await TrySendAsync(record, question, approver, clock, cancel).ConfigureAwait(false))
                unsent++;
        }

        return unsent;
    }

    private async Task<bool> TrySendAsync(IncidentRecord record, ApprovalRequest question, string approver, TimeProvider clock, CancellationToken cancel)
    {
        // Who joined after a reminder went out gets the question itself first, and the next reminder after it.
        var asked = Messages.Reached(record, Stage.Approve, NoticeKind.Question, approver);
        var reminder = asked ? question.Reminders : 0;
        if (asked && reminder == 0)
            return true;

        try
        {
            var address = await links.AddressAsync(record, approver, LinkTerm.ToAnswer(question), cancel).ConfigureAwait(false);
            await messages.SendOnceAsync(record, Stage.Approve, Notices.Question(record, question, approver, address, reminder), approver, clock, cancel).ConfigureAwait(false);
            return true;
        }
        catch (NoticeNotSentException fault)
        {
            var text = $"{NotSentTo(approver)}{fault.Message}";
            if (!record.Says(Stage.Approve, "Message", text))
                await records.AppendAsync(record.Incident.Id, clock.GetUtcNow(), Stage.Approve, "Message", "responder", text, cancel).ConfigureAwait(false);
            return false;
        }
    }
}
