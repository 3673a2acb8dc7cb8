using System.Collections.Immutable;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Records;
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
        if (record.Decision is null || InEffect(record).IsEmpty && !record.Steps.Any(Restored))
            return new UndoVerdict.NothingToUndo();
        if (Approvers.Refusal(visit, Approvers.WhoMayUndo(record)) is { } refusal)
            return new UndoVerdict.NotAllowed(refusal);
        if (InEffect(record).IsEmpty)
            return new UndoVerdict.Undone();
        return Running(record, visit.Now) ?? (UndoVerdict)new UndoVerdict.Offer(NextNumber(record));
    }

    /// <summary>The steps whose change stands: those that an undo would put back.</summary>
    public static ImmutableArray<StepRecord> InEffect(IncidentRecord record) => [.. record.Steps.Where(step => CanUndo(step, record.Closure is not null))];

    /// <summary>The number that the next undo has, from 1.</summary>
    public static int NextNumber(IncidentRecord record) => LastNumber(record) + 1;

    /// <summary>The undo that was asked for and has not ended within <see cref="Patience"/>; null when there is none.</summary>
    public static UndoVerdict.Running? Running(IncidentRecord record, DateTimeOffset now) =>
        RollBack(record).LastOrDefault(e => e.Kind is "Answer" or "Outcome") is { Kind: "Answer" } request && now < request.At + Patience
            ? new(LastNumber(record), request.Actor, request.At)
            : null;

    private static int LastNumber(IncidentRecord record) =>
        Math.Max(RollBack(record).Count(e => e.Kind is "Answer"), RollBack(record).Count(e => e.Kind is "Outcome"));

    private static IEnumerable<LedgerEntry> RollBack(IncidentRecord record) => record.Ledger.Where(e => e.Stage is Stage.RollBack);

    private static bool Restored(StepRecord step) => step.State is "Restored";

    // A step that was started and never finished may have changed something; while the run goes on it is not over.
    private static bool CanUndo(StepRecord step, bool closed) =>
        step.State is "Changed" or "Partial" or "Drifted" || (closed && step.State is "Started");
}
