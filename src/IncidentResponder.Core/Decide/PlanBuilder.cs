using System.Collections.Immutable;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Core.Decide;

/// <summary>Makes the plan of a playbook: its remediations in order, each on its target.</summary>
public static class PlanBuilder
{
    private static readonly ImmutableArray<string> InstanceSteps = ["Ec2/DetachAndProtectInstance", "Ec2/IsolateInstance"];

    private static readonly ImmutableArray<string> AccessKeySteps = ["Iam/DeactivateAccessKey", "Iam/QuarantineUser"];

    /// <summary>The remediations of a playbook, in the order in which they run; none for a playbook that only tells.</summary>
    public static ImmutableArray<string> RemediationsOf(string playbook) => playbook switch
    {
        Playbooks.ContainInstance => InstanceSteps,
        Playbooks.ContainAccessKey => AccessKeySteps,
        _ => [],
    };

    /// <summary>The step that people are asked about first: what contains, among what prepares and completes it. Null for a plan of no steps.</summary>
    public static PlanStep? LeadOf(string playbook, Plan plan)
    {
        var lead = playbook == Playbooks.ContainInstance ? InstanceSteps[^1] : "";
        return plan.Steps.FirstOrDefault(step => step.Remediation == lead) ?? plan.Steps.FirstOrDefault();
    }

    /// <summary>The plan.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="facts">The target's facts; the plan is bound to their state.</param>
    /// <param name="catalogue">Every remediation there is.</param>
    public static PlanBuilding Build(Incident incident, TargetFacts facts, ImmutableArray<IRemediation> catalogue)
    {
        var steps = ImmutableArray.CreateBuilder<PlanStep>();
        foreach (var id in RemediationsOf(incident.Playbook))
        {
            if (catalogue.FirstOrDefault(known => known.Description.Id == id) is not { } remediation)
                return new PlanBuilding.Impossible($"Playbook {incident.Playbook} needs {id}, which is not in the catalogue.");

            if (TargetOf(remediation.Description.TargetType, incident) is not { } target)
                return new PlanBuilding.Impossible($"{id} acts on {remediation.Description.TargetType}, which the finding does not name.");

            steps.Add(Step(steps.Count + 1, remediation, new(incident.Id, target, incident.Finding.Principal), facts));
        }

        return new PlanBuilding.Built(
            Without(incident, facts) with { Steps = steps.ToImmutable() },
            CanBeUndone: steps.All(step => ReversibilityOf(step, catalogue) != Reversibility.None));
    }

    /// <summary>The plan that does nothing.</summary>
    public static Plan Without(Incident incident, TargetFacts facts) =>
        new() { Incident = incident.Id, Steps = [], StateBefore = facts.State };

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

    private static FindingResource? TargetOf(string type, Incident incident) =>
        incident.Target.Type == type ? incident.Target : incident.Finding.Resources.FirstOrDefault(resource => resource.Type == type);

    private static Reversibility ReversibilityOf(PlanStep step, ImmutableArray<IRemediation> catalogue) =>
        catalogue.First(known => known.Description.Id == step.Remediation).Description.Reversibility;
}
