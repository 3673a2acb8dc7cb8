using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Run;

/// <summary>Puts the question to each approver by a personal link, and reminds those who have not answered.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="questions">Sends each question once.</param>
/// <param name="roll">Who may answer by the policy as it is now.</param>
/// <param name="signal">Has what was not sent tried again, and the question shown elsewhere.</param>
public sealed class Asking(IIncidentRecords records, Questions questions, ApproverRoll roll, IChangeSignal signal)
{
    /// <summary>
    /// Keeps the question and sends it. One approver who can't be reached doesn't keep it from the others. Asked again, it goes to whoever
    /// is due besides: the deadline and the links that are out stay as they are.
    /// </summary>
    /// <returns>What is kept: an answer that came first keeps its own question.</returns>
    /// <exception cref="NoticeNotSentException">Nobody may answer; or nobody could be reached, and nobody is left to try again.</exception>
    public async Task<ApprovalRequest> AskAsync(IncidentRecord record, Decision decision, DateTimeOffset at, string taskToken, CancellationToken cancel)
    {
        var id = record.Incident.Id;
        var request = RequestOf(record, decision, at, taskToken);
        if (request.Approvers.IsEmpty)
            throw new NoticeNotSentException($"Nobody may answer for incident {id}: policy names no approver other than the finding's own principal. Name others in the response policy.");

        var question = await KeepAsync(record, request, cancel).ConfigureAwait(false);
        if (question.TaskToken != taskToken)
            return question;

        // A question whose mail fails is not lost: it is tried again by other routes, and shown where people follow incidents.
        var unsent = await questions.SendAsync(record with { Approval = question }, InvocationClock.Since(at), cancel).ConfigureAwait(false);
        if (unsent == question.Approvers.Length)
            await signal.RaiseAsync(id, cancel).ConfigureAwait(false);
        return question;
    }

    private ApprovalRequest RequestOf(IncidentRecord record, Decision decision, DateTimeOffset at, string taskToken)
    {
        var schedule = AskSchedule.Of(decision, record.Approval, at);
        var handedOn = record.Approval?.HandedOn ?? ImmutableSortedDictionary<string, string>.Empty;
        var principal = record.Incident.Finding.Principal;
        return new()
        {
            PlanDigest = PlanDigest.Of(decision.Plan),
            Approvers =
            [
                .. schedule.DueAt(at).Select(roll.People.MainAddress).Select(one => handedOn.GetValueOrDefault(one, one))
                    .Distinct(StringComparer.OrdinalIgnoreCase).Where(one => !Approvers.IsSubject(principal, one, roll.People)),
            ],
            HandedOn = handedOn,
            Reminders = record.Approval is null ? 0 : schedule.RemindersAt(at),
            Revision = record.Approval?.Revision + 1 ?? 0,
            Quorum = decision.Quorum,
            AskedAt = schedule.AskedAt,
            Deadline = schedule.Deadline,
            TaskToken = taskToken,
        };
    }

    // A question that somebody changed since it was read (by handing it on) is read again by the retry of the state machine.
    private async Task<ApprovalRequest> KeepAsync(IncidentRecord record, ApprovalRequest request, CancellationToken cancel)
    {
        if (request.Revision == 0)
            return await records.KeepQuestionAsync(record.Incident.Id, request, cancel).ConfigureAwait(false);

        return await records.ChangeQuestionAsync(record.Incident.Id, request, cancel).ConfigureAwait(false) ? request : record.Approval!;
    }
}
