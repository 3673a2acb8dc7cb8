using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Core.Approve;

/// <summary>
/// The rules by which an undo is offered. A request is a ledger entry "Answer" of the roll-back stage, its end an entry "Outcome";
/// undo number n follows n-1 requests.
/// </summary>
public static class UndoRules
{
    /// <summary>How long an undo may go on without an end before another one is offered.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromHours(1);

    /// <summary>Judges a visit.</summary>
    public static UndoVerdict Judge(ApprovalVisit visit)
    {
        var record = visit.Record;
        if (record.Decision is null || !record.Steps.Any(s => Restored(s) || CanUndo(s, record.Closure is not null)))
            return new UndoVerdict.NothingToUndo();
        if (Approvers.Refusal(visit, Approvers.WhoMayUndo(record)) is { } refusal)
            return new UndoVerdict.NotAllowed(refusal);
        if (!record.Steps.Any(s => CanUndo(s, record.Closure is not null)))
            return new UndoVerdict.Undone();
        var rollBack = record.Ledger.Where(e => e.Stage is Stage.RollBack).ToList();
        var number = Math.Max(rollBack.Count(e => e.Kind is "Answer"), rollBack.Count(e => e.Kind is "Outcome"));
        return Open(rollBack) is { } request && visit.Now < request.At + Patience
            ? new UndoVerdict.Running(number, request.Actor, request.At)
            : new UndoVerdict.Offer(number + 1);
    }

    private static LedgerEntry? Open(List<LedgerEntry> rollBack) =>
        rollBack.LastOrDefault(e => e.Kind is "Answer" or "Outcome") is { Kind: "Answer" } request ? request : null;

    private static bool Restored(StepRecord step) => step.State is "Restored";

    // A step that was started and never finished may have changed something; while the run goes on it is not over.
    private static bool CanUndo(StepRecord step, bool closed) =>
        step.State is "Changed" or "Partial" or "Drifted" || (closed && step.State is "Started");
}
