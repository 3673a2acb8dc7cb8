using System.Text.Json.Nodes;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Approve;

/// <summary>Takes answers: rules, then proof of the person, then the record in which the first answer wins, then the state machine.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="codes">Checks the codes.</param>
/// <param name="workflow">What waits for the answer.</param>
public sealed class AnswerDesk(IIncidentRecords records, CodeDesk codes, IWorkflow workflow)
{
    /// <summary>The longest comment that is kept, in characters.</summary>
    public const int LongestComment = 500;

    /// <summary>Takes one answer. A repeat brings what stands, and delivers it again in case the first delivery was lost.</summary>
    public Task<AnswerResult> TakeAsync(ApprovalVisit visit, TypedAnswer typed, CancellationToken cancel) =>
        TakeAsync(visit, AnswerOf(visit, typed.Approve ? ApprovalOutcome.Granted : ApprovalOutcome.Denied, typed.Comment), typed.Code, cancel);

    /// <summary>Takes an approval back that waits for others'.</summary>
    public Task<AnswerResult> WithdrawAsync(ApprovalVisit visit, string? code, CancellationToken cancel) =>
        TakeAsync(visit, AnswerOf(visit, ApprovalOutcome.Withdrawn, null), code, cancel);

    private async Task<AnswerResult> TakeAsync(ApprovalVisit visit, ApprovalDecision answer, string? code, CancellationToken cancel)
    {
        var verdict = ApprovalRules.Judge(visit);
        if (verdict is ApprovalVerdict.AlreadyDecided decided)
            return await DeliverAsync(visit.Id, decided.Decision, cancel).ConfigureAwait(false);
        if (verdict is not ApprovalVerdict.Accept || visit.Claims.Purpose is not LinkPurpose.Approve)
            return new AnswerResult.Refused(verdict is ApprovalVerdict.Accept ? new ApprovalVerdict.NotAsked() : verdict);
        if (answer.Outcome is ApprovalOutcome.Withdrawn && !visit.Record.Tally.HasVoteOf(answer.By))
            return new AnswerResult.NothingToTakeBack();
        if (await codes.UseAsync(visit, code, cancel).ConfigureAwait(false) is var check and not CodeCheck.Right)
            return new AnswerResult.CodeRefused(check);

        await DropVotesAsync(visit, cancel).ConfigureAwait(false);
        var tally = await records.KeepAnswerAsync(visit.Id, answer, cancel).ConfigureAwait(false);
        return tally.Answer is { } kept ? await DeliverAsync(visit.Id, kept, cancel).ConfigureAwait(false) : new AnswerResult.Counted(tally);
    }

    // An approval of somebody whom the policy no longer names counts for nothing, though it was given in time.
    private async Task DropVotesAsync(ApprovalVisit visit, CancellationToken cancel)
    {
        foreach (var vote in visit.Record.Votes.Where(vote => visit.Roll.Refusal(vote.By) is not null))
            await records.KeepAnswerAsync(visit.Id, vote with { Outcome = ApprovalOutcome.Withdrawn, At = visit.Now, Channel = "policy" }, cancel).ConfigureAwait(false);
    }

    private static ApprovalDecision AnswerOf(ApprovalVisit visit, ApprovalOutcome outcome, string? comment) => new()
    {
        Outcome = outcome,
        By = visit.Person,
        At = visit.Now,
        PlanDigest = visit.Claims.PlanDigest,
        Channel = visit.Channel,
        Comment = PlainText.Of(comment, LongestComment),
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
