namespace IncidentResponder.Core.Approve;

/// <summary>Takes requests to undo. One undo number starts one roll-back, however many ask for it.</summary>
/// <param name="codes">Checks the codes.</param>
/// <param name="start">Starts the roll-back.</param>
public sealed class UndoDesk(CodeDesk codes, UndoStart start)
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
            ? await start.StartAsync(visit.Id, visit.Person, offer.Number, step: null, visit.Now, cancel).ConfigureAwait(false)
            : new UndoResult.CodeRefused(check);
    }
}
