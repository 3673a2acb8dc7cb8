using System.Collections.Immutable;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Run;

/// <summary>Says whether a plan may run: by policy, or by an answer to this very plan while the target is as it was shown.</summary>
/// <param name="readFacts">Reads the live target again.</param>
/// <param name="producer">Where the finding is read again when no person has approved.</param>
public sealed class Permit(ReadFacts readFacts, IFindingProducer producer)
{
    /// <summary>Why the plan may not run; null when it may.</summary>
    public async Task<PermitRefusal?> RefusalAsync(IncidentRecord record, CancellationToken cancel) => record.Decision switch
    {
        null => new("There is no decision, so nothing was applied."),
        { Plan.Steps.IsEmpty: true } => new("The plan has no steps, so nothing was applied."),
        { Mode: ResponseMode.ContainNow } decision => await DoubtAsync(record, decision.Plan, cancel).ConfigureAwait(false),
        { Mode: ResponseMode.AskFirst } decision => AnswerRefusal(record, decision)
            ?? await DriftAsync(record, decision.Plan, cancel).ConfigureAwait(false)
            ?? (record.Answer?.Outcome is ApprovalOutcome.Granted ? null : await DoubtAsync(record, decision.Plan, cancel).ConfigureAwait(false)),
        { Mode: var mode } => new($"Policy decided {mode}, so nothing was applied."),
    };

    private static PermitRefusal? AnswerRefusal(IncidentRecord record, Decision decision) => record.Answer switch
    {
        null => new("Nobody has approved the plan, so nothing was applied."),
        { PlanDigest: var digest } when digest != PlanDigest.Of(decision.Plan) => new($"The answer was given to another plan, so nothing was applied. {AskingAgain.Sentence(record.Incident.Id)}", Void: true),
        { Outcome: ApprovalOutcome.Granted } when decision.Quorum > 1 && ApprovalTally.PeopleIn(record.Votes) < decision.Quorum =>
            new($"The plan needs {decision.Quorum} different people to approve and {ApprovalTally.PeopleIn(record.Votes)} have, so nothing was applied."),
        { Outcome: ApprovalOutcome.Granted } => null,
        { Outcome: ApprovalOutcome.Expired } when decision.ContainOnExpiry => null,
        { Outcome: var outcome, By: var by } => new($"The plan was {outcome} by {by}, so nothing was applied."),
    };

    // The finding is read once more before the first write that no person approved: minutes may have passed since the decision.
    private async Task<PermitRefusal?> DoubtAsync(IncidentRecord record, Plan plan, CancellationToken cancel)
    {
        if (record.Ledger.Any(entry => entry is { Stage: Stage.Remediate, Kind: "Intent" }))
            return null;

        var word = await producer.AskAsync(record.Incident.Finding, cancel).ConfigureAwait(false);
        return EventDoubt.About(record.Incident, plan, word) is { } doubt
            ? new($"{doubt}, and nobody has approved the plan, so nothing was applied. Look at the finding, and contain by hand if it is real.")
            : null;
    }

    // Once a step has begun, what differs from the plan is our own doing: the attempt is taken up, not judged again.
    private async Task<PermitRefusal?> DriftAsync(IncidentRecord record, Plan plan, CancellationToken cancel)
    {
        if (!record.Steps.IsEmpty || !record.PriorStates.IsEmpty)
            return null;

        var facts = await readFacts(record.Incident, cancel).ConfigureAwait(false);
        if (!facts.Exists)
            return new($"{record.Incident.Target.Id} is gone since the plan was approved, so nothing was applied. Look for it by hand.");
        return Difference(plan.StateBefore, facts.State) is { } difference
            ? new($"The target changed after the plan was shown ({difference}), so the approval is void and nothing was applied. {AskingAgain.Sentence(record.Incident.Id)}", Void: true)
            : null;
    }

    private static string? Difference(ImmutableSortedDictionary<string, string> shown, ImmutableSortedDictionary<string, string> live) =>
        shown.Keys.Union(live.Keys).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Shown: shown.GetValueOrDefault(name, "nothing"), Live: live.GetValueOrDefault(name, "nothing")))
            .Where(one => one.Shown != one.Live)
            .Select(one => $"{one.Name}: shown {one.Shown}, now {one.Live}")
            .FirstOrDefault();
}
