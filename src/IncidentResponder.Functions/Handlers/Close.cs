using System.Text.Json;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Close;
using IncidentResponder.Core.Records;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>Ends the incident: the report, the finding's case status, and the ledger sealed where nobody can change it.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="findingCase">The finding's case status.</param>
/// <param name="seal">Where the ledger goes.</param>
/// <param name="workflow">What asks when a lease has ended.</param>
/// <param name="asking">Takes up again what people must be asked about again.</param>
/// <param name="metrics">Where it goes how long the response took.</param>
/// <param name="log">The function's log.</param>
public sealed class Close(
    IIncidentRecords records, IFindingCase findingCase, SealDocument seal, IWorkflow workflow, AskingAgain asking, ResponseMetrics metrics, StageLog log)
{
    /// <summary>Closes, or closes again after an undo.</summary>
    public async Task<OutcomeReply> RunAsync(CloseTask task, CancellationToken cancel)
    {
        var clock = InvocationClock.Since(task.At);
        var record = await records.FindAsync(task.IncidentId, cancel).ConfigureAwait(false);
        var id = record.Incident.Id;
        var undo = task.Stage is "RollBack";
        var failure = $"{task.Stage} ended with {task.Error}";
        var closure = undo ? Closing.ReportUndo(record, failure, clock.GetUtcNow()) : Closing.Report(record, task.Outcome, failure, clock.GetUtcNow());
        if (record.Closure is { } kept && kept.Outcome == closure.Outcome)
            closure = kept;
        else
            await records.KeepClosureAsync(id, closure, cancel).ConfigureAwait(false);
        await BeginLeaseAsync(id, closure, cancel).ConfigureAwait(false);

        var text = $"{closure.Outcome}: {closure.Summary}{await UpdateCaseAsync(record, closure, undo, cancel).ConfigureAwait(false)}";
        if (!record.Says(Stage.Close, "Outcome", text))
        {
            await records.AppendAsync(id, clock.GetUtcNow(), Stage.Close, "Outcome", "responder", text, cancel).ConfigureAwait(false);
            await MeasureAsync(id, closure, undo, clock, cancel).ConfigureAwait(false);
        }

        await SealDigestAsync(id, clock, cancel).ConfigureAwait(false);
        await SealLedgerAsync(id, undo, clock, cancel).ConfigureAwait(false);
        if (!undo)
            await asking.BeginAsync(record, clock, cancel).ConfigureAwait(false);
        log.Write(Stage.Close, id, closure.Outcome);
        return new() { Outcome = closure.Outcome };
    }

    // Once a response: with the entry that notes its end. An undo is no response, and a stage that is repeated has the entry already.
    private async Task MeasureAsync(IncidentId id, ClosureReport closure, bool undo, TimeProvider clock, CancellationToken cancel)
    {
        if (!undo)
            metrics.Write(await records.FindAsync(id.Value, cancel).ConfigureAwait(false), closure.Outcome, clock.GetUtcNow());
    }

    // After an undo of a part the lease goes on as it was: its execution is there already.
    private async Task BeginLeaseAsync(IncidentId id, ClosureReport closure, CancellationToken cancel)
    {
        if (closure.Lease is { } lease && await workflow.StartLeaseAsync(id, lease, cancel).ConfigureAwait(false) is WorkflowReply.Unreachable)
            throw new InvalidOperationException($"The lease of incident {id} could not be begun: its state machine could not be reached. Nobody would be asked at its end; the stage is to be repeated.");
    }

    // RESOLVED is said of a containment that was seen to hold, and taken back when it is undone.
    private async Task<string> UpdateCaseAsync(IncidentRecord record, ClosureReport closure, bool undo, CancellationToken cancel)
    {
        var note = $"Incident {record.Incident.Id}: {closure.Summary}";
        var update = closure.Outcome switch
        {
            "Contained" when !undo => await findingCase.ResolvedAsync(record.Incident.Finding, note, cancel).ConfigureAwait(false),
            "Undone" or "PartlyUndone" when undo => await findingCase.NotifiedAsync(record.Incident.Finding, note, cancel).ConfigureAwait(false),
            _ => null,
        };
        return update switch
        {
            CaseUpdate.Updated updated => $" Security Hub's workflow status was set to {updated.Status}.",
            CaseUpdate.Gap gap => $" {gap.Why}",
            _ => "",
        };
    }

    private async Task SealDigestAsync(IncidentId id, TimeProvider clock, CancellationToken cancel)
    {
        var lines = await records.ReadDigestAsync(id, cancel).ConfigureAwait(false);
        if (lines.IsEmpty)
            return;

        var content = JsonSerializer.SerializeToUtf8Bytes(lines, CoreJson.Default.ImmutableArrayDigestedFinding);
        await seal(id, "The findings that are not in the record itself", "digest.json", content, clock.GetUtcNow(), cancel).ConfigureAwait(false);
    }

    private async Task SealLedgerAsync(IncidentId id, bool undo, TimeProvider clock, CancellationToken cancel)
    {
        var record = await records.FindAsync(id.Value, cancel).ConfigureAwait(false);
        var content = JsonSerializer.SerializeToUtf8Bytes(record.Ledger, CoreJson.Default.ImmutableArrayLedgerEntry);
        var name = undo ? $"ledger-{record.Ledger[^1].Sequence}.json" : "ledger.json";
        await seal(id, "The ledger", name, content, clock.GetUtcNow(), cancel).ConfigureAwait(false);
    }
}
