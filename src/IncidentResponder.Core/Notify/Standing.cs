using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Core.Notify;

/// <summary>Where an incident stands, worked out from what is recorded; messages and the page say the same.</summary>
/// <param name="Kind">The word for programs.</param>
/// <param name="Sentence">The sentence for people.</param>
public sealed record Standing(StandingKind Kind, string Sentence)
{
    /// <summary>Works it out.</summary>
    public static Standing Of(IncidentRecord record)
    {
        if (record.Steps.Length > 0)
            return OfSteps(record);
        if (record.Closure is { Outcome: "Failed" } failed)
            return new(StandingKind.Failed, $"The response failed: {PlainText.Defanged(failed.Summary, 300)} Look at the resource yourself.");
        return record switch
        {
            { Closure.Outcome: "Ignored" or "Suppressed" } left => new(StandingKind.ToldOnly, $"Nothing was done and nobody was told: {PlainText.Defanged(left.Closure.Summary, 300)}"),
            { Decision: null } => new(StandingKind.Deciding, "It is being decided what to do."),
            { Decision.Mode: ResponseMode.Ignore or ResponseMode.NotifyOnly } => new(StandingKind.ToldOnly, "Nothing was or will be changed: policy says to tell people only."),
            { Answer: { } answer } => OfAnswer(answer, record, record.Decision),
            { Approval: { } question, Votes.IsEmpty: false } => new(
                StandingKind.Asking, $"Nothing was changed yet: {record.Tally.Sentence}. The question is open until {UtcText.Of(question.Deadline)}."),
            { Approval: { } question } => new(StandingKind.Asking, $"Nothing was changed yet. The question is open until {UtcText.Of(question.Deadline)}."),
            { Decision.Mode: ResponseMode.AskFirst } => new(StandingKind.Asking, "Nothing was changed yet. Approvers are being asked."),
            _ => new(StandingKind.Running, "Containment has begun, as policy says."),
        };
    }

    private static Standing OfAnswer(ApprovalDecision answer, IncidentRecord record, Decision decision) => answer.Outcome switch
    {
        ApprovalOutcome.Denied => new(StandingKind.Denied, $"{answer.By} said no at {UtcText.Of(answer.At)}. Nothing was changed."),
        ApprovalOutcome.Granted => new(StandingKind.Running, $"{answer.By} said yes at {UtcText.Of(answer.At)}. The plan is running."),
        _ => decision.ContainOnExpiry
            ? new(StandingKind.Running, $"{Silence(record)} by {UtcText.Of(answer.At)}. Policy says to contain then, and the plan is running.")
            : new(StandingKind.Expired, $"{Silence(record)} by {UtcText.Of(answer.At)}. Nothing was changed: look at the resource yourself."),
    };

    private static string Silence(IncidentRecord record) =>
        record.Votes.IsEmpty ? "Nobody answered" : $"Only {record.Votes.Length} of {record.Tally.Quorum} approved";

    private static Standing OfSteps(IncidentRecord record)
    {
        var steps = record.Steps;
        if (steps.Any(s => s.State is "Drifted"))
            return new(StandingKind.UndoStopped, "The undo stopped, because the resource was changed after the containment. Compare and put it back by hand.");
        if (steps.Any(s => s.State is "Restored") && steps.All(s => s.State is "Restored" or "AlreadySafe" or "Refused"))
            return new(StandingKind.Undone, "The containment was undone: what the steps changed is as it was before.");
        if (steps.All(s => s.State is "Refused"))
            return new(StandingKind.Refused, "The plan refused to run and nothing was changed. The steps say why.");
        if (steps.Any(s => s.State is "Partial" or "Refused" or "Restored"))
            return new(StandingKind.PartlyDone, "Part of the plan is in effect. The steps say what is and what is not.");
        if (steps.Length < record.Decision?.Plan.Steps.Length || steps.Any(s => s.State is "Started"))
            return record.Closure is null
                ? new(StandingKind.Running, "The plan is running.")
                : new(StandingKind.Failed, "The response ended before the plan was done. Look at the resource yourself.");
        return OfChecks(steps);
    }

    private static Standing OfChecks(IReadOnlyCollection<StepRecord> steps)
    {
        if (steps.Any(s => s.Verification is "StillOpen" or "Drifted"))
            return new(StandingKind.NotContained, "The plan has run, and a check shows that the resource is NOT contained. Act by hand now.");
        return steps.All(s => s.Verification is "Confirmed")
            ? new(StandingKind.Contained, "Contained: a check has seen that it holds.")
            : new(StandingKind.Checking, "The plan has run. Its effect is being checked.");
    }
}
