using System.Collections.Immutable;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Core.Decide;

/// <summary>Makes the plan of a playbook: its remediations in order, each on its target.</summary>
public static class PlanBuilder
{
    /// <summary>The step that people are asked about first: what contains, among what prepares and completes it. Null for a plan of no steps.</summary>
    public static PlanStep? LeadOf(string playbook, Plan plan)
    {
        var lead = PlaybookTable.Named(playbook)?.Lead;
        return plan.Steps.FirstOrDefault(step => step.Remediation == lead) ?? plan.Steps.FirstOrDefault();
    }

    /// <summary>The remediations of an incident's playbook that the finding names a target for, in order, each on its target.</summary>
    public static IEnumerable<(PlaybookStep Step, IRemediation Remediation, RemediationTarget Target)> StepsOf(Incident incident, ImmutableArray<IRemediation> catalogue) =>
        from step in PlaybookTable.Named(incident.Playbook)?.Steps ?? []
        let remediation = catalogue.FirstOrDefault(known => known.Description.Id == step.Remediation)
        where remediation is not null
        let target = PlanTargets.Of(remediation.Description.TargetType, incident.Finding, incident.Target)
        where target is not null
        select (step, remediation, new RemediationTarget(incident.Id, target, incident.Finding.Principal));

    /// <summary>The plan.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="facts">The target's facts; the plan is bound to their state.</param>
    /// <param name="catalogue">Every remediation there is.</param>
    public static PlanBuilding Build(Incident incident, TargetFacts facts, ImmutableArray<IRemediation> catalogue)
    {
        if (Objection(incident, catalogue) is { } objection)
            return new PlanBuilding.Impossible(objection);

        var left = StepsOf(incident, catalogue)
            .Where(one => !(one.Step.WhereItApplies && facts.NeedsNo.Contains(TargetFacts.CapturedKey(one.Step.Remediation, one.Target.Resource)))).ToList();
        if (left.Count == 0)
            return new PlanBuilding.Impossible($"Playbook {incident.Playbook} has no step that {incident.Target.Id} needs.");

        return new PlanBuilding.Built(
            Without(incident, facts) with { Steps = [.. left.Select((one, place) => Step(place + 1, one.Remediation, one.Target, facts))] },
            CanBeUndone: left.All(one => one.Remediation.Description.Reversibility != Reversibility.None));
    }

    /// <summary>The plan that does nothing.</summary>
    public static Plan Without(Incident incident, TargetFacts facts) =>
        new() { Incident = incident.Id, Steps = [], StateBefore = facts.State };

    private static string? Objection(Incident incident, ImmutableArray<IRemediation> catalogue)
    {
        var steps = PlaybookTable.Named(incident.Playbook)?.Steps ?? [];
        var unknown = steps.FirstOrDefault(step => !step.WhereItApplies && !catalogue.Any(known => known.Description.Id == step.Remediation));
        if (unknown is not null)
            return $"Playbook {incident.Playbook} needs {unknown.Remediation}, which is not in the catalogue.";

        var placed = StepsOf(incident, catalogue).Select(one => one.Step).ToHashSet();
        var homeless = steps.FirstOrDefault(step => !step.WhereItApplies && !placed.Contains(step));
        return homeless is null
            ? null
            : $"{homeless.Remediation} acts on {catalogue.First(known => known.Description.Id == homeless.Remediation).Description.TargetType}, which the finding does not name.";
    }

    private static PlanStep Step(int number, IRemediation remediation, RemediationTarget target, TargetFacts facts) => new()
    {
        Number = number,
        Remediation = remediation.Description.Id,
        Title = remediation.Description.Title.Replace("{target}", target.Resource.Id, StringComparison.Ordinal),
        Target = target.Resource,
        Calls = remediation.PlannedCalls(target, facts),
        MayBreak = remediation.Description.MayBreak,
        HowToUndo = remediation.Description.HowToUndo,
    };
}
