using IncidentResponder.Core;
using IncidentResponder.Core.Records;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>Applies the plan, if it may. An attempt that died is taken up where it stopped.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="permit">Says whether the plan may run.</param>
/// <param name="plan">Runs it.</param>
/// <param name="stop">What can stop it before any step.</param>
/// <param name="log">The function's log.</param>
public sealed class Remediate(IIncidentRecords records, Permit permit, PlanRun plan, StopSwitch stop, StageLog log)
{
    /// <summary>Applies the plan.</summary>
    public async Task<StepReply> RunAsync(RemediateTask task, CancellationToken cancel)
    {
        var clock = InvocationClock.Since(task.At);
        var record = await records.FindAsync(task.IncidentId, cancel).ConfigureAwait(false);
        var id = record.Incident.Id;
        await NoteLostEvidenceAsync(record, task, clock, cancel).ConfigureAwait(false);
        var outcome = "Refused";
        if (await TargetLease.TakeAsync(records, id, Stage.Remediate, task.At, cancel).ConfigureAwait(false) is { } lease)
        {
            outcome = await permit.RefusalAsync(record, cancel).ConfigureAwait(false) is { } why
                ? await RefuseAsync(record, why, clock, cancel).ConfigureAwait(false)
                : await plan.ApplyAsync(record, lease, stop, clock, cancel).ConfigureAwait(false);
            await lease.EndAsync(cancel).ConfigureAwait(false);
        }
        else
        {
            await RefuseAsync(record, new("A roll-back of this incident is changing the target; nothing was applied."), clock, cancel).ConfigureAwait(false);
        }

        log.Write(Stage.Remediate, id, outcome);
        return new() { Outcome = outcome, Check = 0, WaitSeconds = 0, Done = false };
    }

    private async Task<string> RefuseAsync(IncidentRecord record, PermitRefusal refusal, TimeProvider clock, CancellationToken cancel)
    {
        var kind = refusal.Void ? AskingAgain.Void : "Outcome";
        if (!record.Says(Stage.Remediate, kind, refusal.Why))
            await records.AppendAsync(record.Incident.Id, clock.GetUtcNow(), Stage.Remediate, kind, "responder", refusal.Why, cancel).ConfigureAwait(false);
        return "Refused";
    }

    private async Task NoteLostEvidenceAsync(IncidentRecord record, RemediateTask task, TimeProvider clock, CancellationToken cancel)
    {
        var text = $"Evidence was not preserved: the stage ended with {task.PreserveError}. Containment goes on without it.";
        if (task.PreserveError.Length > 0 && !record.Says(Stage.Preserve, "Evidence", text))
            await records.AppendAsync(record.Incident.Id, clock.GetUtcNow(), Stage.Preserve, "Evidence", "responder", text, cancel).ConfigureAwait(false);
    }
}
