using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Report;

/// <summary>How fast it went, and what the post-mortem has to look at: worked out from what is missing or went wrong, for people to fill in.</summary>
internal static class ImproveSection
{
    internal static ReportSection Of(IncidentRecord record)
    {
        var milestones = Milestones.Of(record);
        return new("Identify: improvement (ID.IM)",
        [
            new ReportBlock.Heading("How fast"),
            .. Written.Table(["moment", "time"], milestones.Known.Select(one => ImmutableArray.Create(one.Name, UtcText.Of(one.At)))),
            .. Written.Table(["span", "length"], milestones.Spans.Select(one => ImmutableArray.Create(one.Title, UtcText.Span(one.Length)))),
            new ReportBlock.Heading("Action items"),
            new ReportBlock.Tasks([.. Actions(record, milestones).Select(Written.Foreign)]),
        ]);
    }

    private static IEnumerable<string> Actions(IncidentRecord record, Milestones milestones) =>
    [
        "Root cause: how did the attacker, or the fault, get this far? Owner: Due:",
        .. DetectSection.Gaps(record).Select(gap => $"Close the gap: {gap.TrimEnd('.')}. Owner: Due:"),
        .. record.Incident.Finding.Doubt is { } doubt ? [$"Find out why the finding could not be relied on: {doubt} Owner: Due:"] : Array.Empty<string>(),
        .. milestones.Notified is null ? ["Nobody is known to have been told: check the topics and their subscriptions. Owner: Due:"] : Array.Empty<string>(),
        .. record.Answer is { Outcome: ApprovalOutcome.Expired } ? ["The question ran out of time: check who is asked, by which channel, and for how long. Owner: Due:"] : Array.Empty<string>(),
        .. record.Answer is { Outcome: ApprovalOutcome.Denied } ? ["The plan was denied: should the policy ask this at all? Owner: Due:"] : Array.Empty<string>(),
        .. record.Steps.Where(step => step.State is "Refused" or "Partial").Select(step => $"Step {step.Number}, {step.Remediation}, ended as {step.State}: {step.Detail} Owner: Due:"),
        .. record.HasChanges && milestones.Contained is null ? ["The containment was not verified, or did not hold: find out why. Owner: Due:"] : Array.Empty<string>(),
        .. record.Steps.Any(step => step.State is "Restored") ? ["The containment was undone: was it needed? Adjust the policy or its cases. Owner: Due:"] : Array.Empty<string>(),
        .. record.Steps.Any(step => step.State is "Drifted") ? ["The target was changed during the response: find out by whom. Owner: Due:"] : Array.Empty<string>(),
        .. record.Incident.Continues is not null ? ["It came back: the earlier response did not remove the cause. Owner: Due:"] : Array.Empty<string>(),
        "Add this case to the policy's cases, so that the next one is decided as this one should have been. Owner: Due:",
    ];
}
