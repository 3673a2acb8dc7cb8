using IncidentResponder.Core;
using IncidentResponder.Core.Records;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>Puts the prior state back, last step first, unless somebody has changed the target since.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="undo">Undoes the steps.</param>
/// <param name="log">The function's log.</param>
public sealed class RollBack(IIncidentRecords records, PlanUndo undo, StageLog log)
{
    /// <summary>Undoes the plan.</summary>
    public async Task<OutcomeReply> RunAsync(RollBackTask task, CancellationToken cancel)
    {
        var clock = InvocationClock.Since(task.At);
        var record = await records.FindAsync(task.IncidentId, cancel).ConfigureAwait(false);
        var id = record.Incident.Id;
        var lease = await TargetLease.TakeAsync(records, id, Stage.RollBack, task.At, cancel).ConfigureAwait(false)
            ?? throw new LeaseLostException($"Incident {id} is being contained at this moment; the roll-back waits until that is over.");
        var (outcome, what) = await undo.RunAsync(record, task.Request.Step, lease, clock, cancel).ConfigureAwait(false);
        await lease.EndAsync(cancel).ConfigureAwait(false);

        // The execution is named in the entry: one undo has one end in the ledger, however often its last attempt is repeated.
        var text = $"{outcome}, asked for by {task.By} ({task.Execution.Split(':')[^1]}): {what}";
        if (!record.Says(Stage.RollBack, "Outcome", text))
            await records.AppendAsync(id, clock.GetUtcNow(), Stage.RollBack, "Outcome", task.By, text, cancel).ConfigureAwait(false);
        log.Write(Stage.RollBack, id, outcome, what);
        return new() { Outcome = outcome };
    }
}
