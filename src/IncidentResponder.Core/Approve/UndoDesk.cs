using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Approve;

/// <summary>Takes requests to undo. One undo number starts one roll-back, however many ask for it.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="codes">Checks the codes.</param>
/// <param name="workflow">What runs the roll-back.</param>
public sealed class UndoDesk(IIncidentRecords records, CodeDesk codes, IWorkflow workflow)
{
    /// <summary>Takes one request.</summary>
    public async Task<UndoResult> TakeAsync(ApprovalVisit visit, string? typedCode, CancellationToken cancel)
    {
        var verdict = UndoRules.Judge(visit);
        if (verdict is UndoVerdict.Running running)
            return new UndoResult.Started(running.Number);
        if (verdict is not UndoVerdict.Offer offer || visit.Claims.Purpose is not LinkPurpose.Undo)
            return new UndoResult.Refused(verdict is UndoVerdict.Offer ? new UndoVerdict.NothingToUndo() : verdict);
        var check = await codes.UseAsync(visit, typedCode, cancel).ConfigureAwait(false);
        return check is CodeCheck.Right
            ? await StartAsync(visit, offer.Number, cancel).ConfigureAwait(false)
            : new UndoResult.CodeRefused(check);
    }

    // The roll-back is started before it is noted: a start can be repeated without harm, a note without a start would block.
    private async Task<UndoResult> StartAsync(ApprovalVisit visit, int number, CancellationToken cancel)
    {
        var by = visit.Claims.Approver;
        if (await workflow.StartRollBackAsync(visit.Id, by, number, cancel).ConfigureAwait(false) is WorkflowReply.Unreachable)
        {
            await records.AppendAsync(visit.Id, visit.Now, Stage.RollBack, "Message", by, $"Asked for undo {number}; the state machine could not be reached, nothing was started.", cancel).ConfigureAwait(false);
            return new UndoResult.Unreachable();
        }

        if (await records.MarkOnceAsync(visit.Id, $"undo/{number}", cancel).ConfigureAwait(false))
            await records.AppendAsync(visit.Id, visit.Now, Stage.RollBack, "Answer", by, $"Asked for undo {number} of the containment.", cancel).ConfigureAwait(false);
        return new UndoResult.Started(number);
    }
}
