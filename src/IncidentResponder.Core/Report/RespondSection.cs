using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Report;

/// <summary>What was decided and why, the plan to the call, who answered, what changed, and what was sealed.</summary>
internal static class RespondSection
{
    internal static ReportSection Of(IncidentRecord record) => new("Respond (RS)",
    [
        .. record.Decision is { } decision ? Decided(decision) : [new ReportBlock.Paragraph("Nothing was decided yet.")],
        .. Written.Under("Decisions by people", [.. Asked(record), .. Answers(record)], "Nobody was asked."),
        .. Written.Under("Effects, before → after", [.. StepChange.Of(record).SelectMany(Change)], "Nothing was to be changed."),
        .. Written.Under("Evidence sealed", Written.Table(["time", "what", "where", "SHA-256"], record.Evidence.Where(item => item.Gap.Length == 0).Select(Sealed)), "Nothing was sealed, or not yet."),
    ]);

    private static ImmutableArray<ReportBlock> Decided(Decision decision) =>
    [
        new ReportBlock.Heading("Decision"),
        new ReportBlock.Paragraph(Written.Own($"{decision.Mode} by rule {decision.Rule} at {UtcText.Of(decision.At)}.")),
        .. Written.Points(decision.Because.Concat(decision.Otherwise)),
        new ReportBlock.Heading("Plan"),
        .. decision.Plan.Steps.IsEmpty ? [new ReportBlock.Paragraph("Nothing is to be changed.")] : decision.Plan.Steps.SelectMany(Step),
    ];

    private static IEnumerable<ReportBlock> Step(PlanStep step) =>
    [
        new ReportBlock.Paragraph(Written.Foreign($"Step {step.Number}: {step.Title} ({step.Remediation})")),
        new ReportBlock.Exact([.. step.Calls.Select(Written.Exact)]),
        new ReportBlock.Facts([("May break", Written.Foreign(step.MayBreak)), ("How to undo", Written.Foreign(step.HowToUndo))]),
    ];

    private static ImmutableArray<ReportBlock> Asked(IncidentRecord record) => record.Approval is not { } question
        ? []
        :
        [
            new ReportBlock.Facts(
            [
                ("Asked", UtcText.Of(question.AskedAt)),
                ("Open until", UtcText.Of(question.Deadline)),
                ("Who was asked", Written.Own(string.Join(", ", question.Approvers))),
                ("How many had to approve", $"{question.Quorum}"),
                ("Digest of the plan", Written.Own(question.PlanDigest)),
            ]),
        ];

    private static ImmutableArray<ReportBlock> Answers(IncidentRecord record) => Written.Table(
        ["time", "who", "answer", "comment"],
        record.Votes.Concat(record.Answer is { } answer ? [answer] : Array.Empty<ApprovalDecision>())
            .Select(one => ImmutableArray.Create(UtcText.Of(one.At), Written.Own(one.By), one.Outcome.ToString(), Written.Foreign(one.Comment))));

    private static IEnumerable<ReportBlock> Change(StepChange change) =>
    [
        new ReportBlock.Paragraph(Written.Foreign($"Step {change.Number}: {change.Title}")),
        new ReportBlock.Exact(
        [
            .. change.Before.Select(line => $"- before: {Written.Exact(line)}"),
            .. change.After.Select(line => $"+ {change.AfterWord.ToLowerInvariant()}: {Written.Exact(line)}"),
            .. change.After.IsEmpty ? [$"+ {change.AfterWord.ToLowerInvariant()}"] : Array.Empty<string>(),
        ]),
        new ReportBlock.Paragraph($"Before: read at {Written.Time(change.BeforeAt)}. After: {(change.AfterAt is { } at ? $"recorded at {UtcText.Of(at)}" : "not run yet")}."),
    ];

    private static ImmutableArray<string> Sealed(SealedItem item) =>
        [UtcText.Of(item.At), Written.Foreign(item.Title), Written.Foreign(item.Location), item.Sha256.Length > 0 ? Written.Own(item.Sha256) : "none of ours"];
}
