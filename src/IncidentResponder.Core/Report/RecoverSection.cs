using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Core.Report;

/// <summary>What is still in effect, until when, what was put back, and what is open.</summary>
internal static class RecoverSection
{
    internal static ReportSection Of(IncidentRecord record) => new("Recover (RC)",
    [
        new ReportBlock.Facts([("In effect", InEffect(record)), ("Lease", Lease(record))]),
        .. Written.Under("Undo", Undos(record), "Nobody asked for an undo."),
        .. Written.Under("Still open", Written.Points(Open(record)), "Nothing that the responder knows of."),
    ]);

    /// <summary>What people still have to look after, a sentence each.</summary>
    internal static IEnumerable<string> Open(IncidentRecord record) =>
    [
        .. record.Closure is null ? ["The response has not ended."] : Array.Empty<string>(),
        .. record is { Approval: { } question, Answer: null, Closure: null } ? [$"The question is open until {UtcText.Of(question.Deadline)}."] : Array.Empty<string>(),
        .. record.Steps.Where(NeedsPeople).Select(step => $"Step {step.Number}, {step.Remediation}: {step.State}{(step.Verification.Length > 0 ? $", check: {step.Verification}" : "")}. {step.Detail} {step.Seen}".TrimEnd()),
        .. UndoRules.InEffect(record).IsEmpty ? Array.Empty<string>() : ["The containment stands: decide whether it stays, and undo it when it is no longer needed."],
    ];

    private static bool NeedsPeople(StepRecord step) => step.State is "Started" or "Partial" or "Refused" or "Drifted" || step.Verification is "StillOpen" or "Drifted";

    private static string InEffect(IncidentRecord record) => UndoRules.InEffect(record) is { IsEmpty: false } steps
        ? Written.Foreign(string.Join("; ", steps.Select(step => $"step {step.Number}, {step.Remediation}, since {UtcText.Of(step.At)}")))
        : record.Steps.Any(step => step.State is "Restored") ? "nothing: it was undone" : "nothing";

    private static string Lease(IncidentRecord record) => record.Closure?.Lease is { } lease
        ? $"lease {lease.Number}: people are asked at {UtcText.Of(lease.Until)} whether it stays"
        : "none";

    private static ImmutableArray<ReportBlock> Undos(IncidentRecord record) => Written.Table(
        ["time", "who", "what"],
        record.Ledger.Where(entry => entry is { Stage: Stage.RollBack, Kind: "Answer" or "Outcome" }).Select(Row));

    private static ImmutableArray<string> Row(LedgerEntry entry) => [UtcText.Of(entry.At), Written.Own(entry.Actor), Written.Foreign(entry.Text)];
}
