using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Approve;

/// <summary>Starts roll-backs, and notes in the ledger who asked for them. One undo number starts one, however many ask for it.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="workflow">What runs the roll-back.</param>
public sealed class UndoStart(IIncidentRecords records, IWorkflow workflow)
{
    /// <summary>Starts one: <see cref="UndoResult.Started"/> or <see cref="UndoResult.Unreachable"/>.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="number">Which undo it is, as <see cref="UndoRules.NextNumber"/> tells.</param>
    /// <param name="step">The one step to undo; null for all.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task<UndoResult> StartAsync(IncidentId id, string by, int number, int? step, DateTimeOffset now, CancellationToken cancel)
    {
        // It is started before it is noted: a start can be repeated without harm, a note without a start would block.
        if (await workflow.StartRollBackAsync(id, by, number, step, cancel).ConfigureAwait(false) is WorkflowReply.Unreachable)
        {
            await records.AppendAsync(id, now, Stage.RollBack, "Message", by, $"Asked for undo {number}; the state machine could not be reached, nothing was started.", cancel).ConfigureAwait(false);
            return new UndoResult.Unreachable();
        }

        var what = step is { } one ? $"step {one} of the containment" : "the containment";
        if (await records.MarkOnceAsync(id, $"undo/{number}", cancel).ConfigureAwait(false))
            await records.AppendAsync(id, now, Stage.RollBack, "Answer", by, $"Asked for undo {number} of {what}.", cancel).ConfigureAwait(false);
        return new UndoResult.Started(number);
    }
}
