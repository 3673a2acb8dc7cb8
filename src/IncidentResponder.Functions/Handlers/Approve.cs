using System.Text.Json.Nodes;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>Asks the approvers; when nobody answered in time, sends the state machine to ask the next, or closes the question.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="asking">Puts the question to each approver.</param>
/// <param name="workflow">The state machine that waits.</param>
/// <param name="log">The function's log.</param>
public sealed class Approve(IIncidentRecords records, Asking asking, IWorkflow workflow, StageLog log)
{
    /// <summary>Asks or closes.</summary>
    public async Task<ApproveReply> RunAsync(ApproveTask task, CancellationToken cancel)
    {
        var record = await records.FindAsync(task.IncidentId, cancel).ConfigureAwait(false);
        var decision = record.Decision
            ?? throw new InvalidOperationException($"Incident {record.Incident.Id} has no decision yet; Approve comes after Decide.");
        var reply = task.Event switch
        {
            "ask" => await AskAsync(record, decision, task, cancel).ConfigureAwait(false),
            "expire" => await ExpireAsync(record, decision, task, cancel).ConfigureAwait(false),
            _ => throw new ArgumentException($"Approve does not know the event '{task.Event}'; use ask or expire."),
        };
        log.Write(Stage.Approve, record.Incident.Id, reply.Outcome);
        return reply;
    }

    private async Task<ApproveReply> AskAsync(IncidentRecord record, Decision decision, ApproveTask task, CancellationToken cancel)
    {
        var token = task.TaskToken ?? throw new ArgumentException($"The question for incident {record.Incident.Id} came without a task token.");
        if (record.Answer is null && (await asking.AskAsync(record, decision, task.At, token, cancel).ConfigureAwait(false)).TaskToken == token)
            return new() { Outcome = "Asked", Contain = false };

        // A repeated ask has a new token, and the answer went to the old one.
        var answer = record.Answer ?? (await records.FindAsync(task.IncidentId, cancel).ConfigureAwait(false)).Answer
            ?? throw new InvalidOperationException($"The question for incident {record.Incident.Id} was not kept although nobody has answered; let the state machine try again.");
        var output = new JsonObject { ["outcome"] = answer.Outcome.ToString(), ["by"] = answer.By };
        await workflow.CompleteTaskAsync(token, output.ToJsonString(), cancel).ConfigureAwait(false);
        return ReplyOf(answer, decision);
    }

    private async Task<ApproveReply> ExpireAsync(IncidentRecord record, Decision decision, ApproveTask task, CancellationToken cancel)
    {
        var schedule = AskSchedule.Of(decision, record.Approval, task.At);
        if (record is { Answer: null, Approval: { } question } && schedule.GoesOn(question, task.At))
        {
            var wait = schedule.WaitSeconds(task.At);
            return new() { Outcome = "Escalated", Contain = false, WaitSeconds = wait, LimitSeconds = wait + ApproveReply.Grace };
        }

        ApprovalDecision expired = new()
        {
            Outcome = ApprovalOutcome.Expired,
            By = "nobody",
            At = task.At,
            PlanDigest = PlanDigest.Of(decision.Plan),
        };
        var tally = await records.KeepAnswerAsync(record.Incident.Id, expired, cancel).ConfigureAwait(false);
        return ReplyOf(tally.Answer ?? expired, decision);
    }

    private static ApproveReply ReplyOf(ApprovalDecision answer, Decision decision) => new()
    {
        Outcome = answer.Outcome.ToString(),
        Contain = answer.Outcome is ApprovalOutcome.Expired && decision.ContainOnExpiry,
    };
}
