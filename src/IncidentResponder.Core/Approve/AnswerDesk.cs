using System.Text.Json.Nodes;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Approve;

/// <summary>Takes answers: rules, then code, then the record in which the first answer wins, then the state machine.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="codes">Checks the codes.</param>
/// <param name="workflow">What waits for the answer.</param>
public sealed class AnswerDesk(IIncidentRecords records, CodeDesk codes, IWorkflow workflow)
{
    /// <summary>The longest comment that is kept, in characters.</summary>
    public const int LongestComment = 500;

    /// <summary>Takes one answer. A repeat brings what stands, and delivers it again in case the first delivery was lost.</summary>
    public async Task<AnswerResult> TakeAsync(ApprovalVisit visit, TypedAnswer typed, CancellationToken cancel)
    {
        var verdict = ApprovalRules.Judge(visit);
        if (verdict is ApprovalVerdict.AlreadyDecided decided)
            return await DeliverAsync(visit.Id, decided.Decision, cancel).ConfigureAwait(false);
        if (verdict is not ApprovalVerdict.Accept accept || visit.Claims.Purpose is not LinkPurpose.Approve)
            return new AnswerResult.Refused(verdict is ApprovalVerdict.Accept ? new ApprovalVerdict.NotAsked() : verdict);
        var check = await codes.UseAsync(visit, typed.Code, cancel).ConfigureAwait(false);
        if (check is not CodeCheck.Right)
            return new AnswerResult.CodeRefused(check);
        var tally = await records.KeepAnswerAsync(visit.Id, AnswerOf(visit, typed, accept.Question), cancel).ConfigureAwait(false);
        return tally.Answer is { } kept ? await DeliverAsync(visit.Id, kept, cancel).ConfigureAwait(false) : new AnswerResult.Counted(tally);
    }

    private static ApprovalDecision AnswerOf(ApprovalVisit visit, TypedAnswer typed, ApprovalRequest question) => new()
    {
        Outcome = typed.Approve ? ApprovalOutcome.Granted : ApprovalOutcome.Denied,
        By = visit.Claims.Approver,
        At = visit.Now,
        PlanDigest = question.PlanDigest,
        Comment = PlainText.Of(typed.Comment, LongestComment),
    };

    // The question is read again: when others were asked meanwhile, another task waits for the answer.
    private async Task<AnswerResult> DeliverAsync(IncidentId id, ApprovalDecision kept, CancellationToken cancel)
    {
        var record = await records.ReadAsync(id, cancel).ConfigureAwait(false);
        if (kept.Outcome is ApprovalOutcome.Expired || record?.Approval is not { } question)
            return new AnswerResult.Stands(kept, WorkflowReply.Over);
        var output = new JsonObject { ["outcome"] = kept.Outcome.ToString(), ["by"] = kept.By }.ToJsonString();
        var reply = await workflow.CompleteTaskAsync(question.TaskToken, output, cancel).ConfigureAwait(false);
        return new AnswerResult.Stands(kept, reply);
    }
}
