using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Run;

/// <summary>Puts the question to each approver by a personal link.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="messages">Sends each question once.</param>
/// <param name="links">Makes the links.</param>
public sealed class Asking(IIncidentRecords records, Messages messages, PersonalLinks links)
{
    /// <summary>
    /// Keeps the question and sends it. One approver who can't be reached doesn't keep it from the others. Asked again, it goes to whoever
    /// is due besides: the deadline and the links that are out stay as they are.
    /// </summary>
    /// <returns>What is kept: an answer that came first keeps its own question.</returns>
    /// <exception cref="NoticeNotSentException">Nobody could be reached, or nobody may answer.</exception>
    public async Task<ApprovalRequest> AskAsync(IncidentRecord record, Decision decision, DateTimeOffset at, string taskToken, CancellationToken cancel)
    {
        var id = record.Incident.Id;
        var principal = record.Incident.Finding.Principal;
        var schedule = AskSchedule.Of(decision, record.Approval, at);
        ApprovalRequest request = new()
        {
            PlanDigest = PlanDigest.Of(decision.Plan),
            Approvers = [.. schedule.DueAt(at).Select(one => one.ToLowerInvariant()).Where(one => !Approvers.IsSubject(principal, one))],
            Quorum = decision.Quorum,
            AskedAt = schedule.AskedAt,
            Deadline = schedule.Deadline,
            TaskToken = taskToken,
        };
        if (request.Approvers.IsEmpty)
            throw new NoticeNotSentException($"Nobody may answer for incident {id}: policy names no approver other than the finding's own principal. Name others in the response policy.");

        var question = await records.KeepQuestionAsync(id, request, cancel).ConfigureAwait(false);
        if (question.TaskToken == taskToken)
            await SendAsync(record with { Approval = question }, question, InvocationClock.Since(at), cancel).ConfigureAwait(false);
        return question;
    }

    private async Task SendAsync(IncidentRecord record, ApprovalRequest question, TimeProvider clock, CancellationToken cancel)
    {
        List<NoticeNotSentException> faults = [];
        foreach (var approver in question.Approvers)
        {
            try
            {
                var address = await links.AddressAsync(record, approver, LinkTerm.ToAnswer(question), cancel).ConfigureAwait(false);
                await messages.SendOnceAsync(record, Stage.Approve, Notices.Question(record, question, approver, address), approver, clock, cancel).ConfigureAwait(false);
            }
            catch (NoticeNotSentException fault)
            {
                faults.Add(fault);
                await records.AppendAsync(
                    record.Incident.Id, clock.GetUtcNow(), Stage.Approve, "Message", "responder", $"Question was not sent to {approver}: {fault.Message}", cancel).ConfigureAwait(false);
            }
        }

        if (faults.Count == question.Approvers.Length)
            throw new NoticeNotSentException($"None of {faults.Count} approvers of incident {record.Incident.Id} could be asked; see the ledger for each reason.", faults[0]);
    }
}
