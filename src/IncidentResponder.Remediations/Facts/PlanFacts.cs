using Amazon.Runtime;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Remediations.Facts;

/// <summary>Reads what a plan would be made from: what its main target is, and what each of its remediations would capture.</summary>
public static class PlanFacts
{
    /// <summary>Reads it. What can't be read is a gap; a step that runs only where it applies and has nothing to do is left out.</summary>
    /// <param name="incident">The incident, whose playbook says what is planned.</param>
    /// <param name="clients">The way into the account and Region of a target.</param>
    /// <param name="cancel">Stops the wait.</param>
    public static async Task<TargetFacts> ReadAsync(Incident incident, Func<FindingResource, AwsClients> clients, CancellationToken cancel)
    {
        if (PlaybookTable.Named(incident.Playbook) is not { } playbook)
            return NotRead(incident.Target);

        var steps = PlanBuilder.StepsOf(incident, RemediationCatalog.All(clients(incident.Target))).ToList();
        var facts = await MainAsync(incident, steps.FirstOrDefault(one => one.Step.Remediation == playbook.Lead).Target ?? steps.FirstOrDefault().Target, clients, cancel);
        foreach (var (step, remediation, target) in steps)
        {
            var here = RemediationCatalog.All(clients(target.Resource)).First(one => one.Description.Id == remediation.Description.Id);
            if (here is IPreviewed previewed)
                facts = Add(facts, step, here, target, await ReadAsync(previewed, here, target, cancel));
        }

        return facts;
    }

    private static async Task<TargetFacts> MainAsync(Incident incident, RemediationTarget? target, Func<FindingResource, AwsClients> clients, CancellationToken cancel)
    {
        if (target is null)
            return NotRead(incident.Target);

        var aws = clients(target.Resource);
        return target.Resource.Type switch
        {
            "AwsEc2Instance" => await new InstanceFacts(aws.Ec2, aws.AutoScaling, aws.LoadBalancing, aws.Iam).ReadAsync(target.Resource, cancel),
            _ => new() { Exists = true },
        };
    }

    private static async Task<TargetFacts> ReadAsync(IPreviewed previewed, IRemediation remediation, RemediationTarget target, CancellationToken cancel)
    {
        try
        {
            return await previewed.PreviewAsync(target, cancel);
        }
        catch (AmazonServiceException refused)
        {
            return new() { Exists = true, Gaps = [$"what {remediation.Description.Id} changes on {target.Resource.Id} could not be read: {refused.ErrorCode}."] };
        }
    }

    private static TargetFacts Add(TargetFacts facts, PlaybookStep step, IRemediation remediation, RemediationTarget target, TargetFacts found)
    {
        var key = TargetFacts.CapturedKey(step.Remediation, target.Resource);
        if (step.WhereItApplies && (!found.Exists || found.Gaps.IsEmpty && remediation.PlannedCalls(target, found).IsEmpty))
        {
            var why = found.Exists ? "there is nothing to change." : string.Join(" ", found.Gaps);
            return facts with { NeedsNo = facts.NeedsNo.Add(key), Summary = facts.Summary.Add($"Left out: {remediation.Description.Title.Replace("{target}", target.Resource.Id, StringComparison.Ordinal)}: {why}") };
        }

        return facts with
        {
            Exists = facts.Exists && found.Exists,
            Tags = facts.Tags.IsEmpty ? found.Tags : facts.Tags,
            PrincipalArn = facts.PrincipalArn ?? found.PrincipalArn,
            Summary = [.. facts.Summary.Union(found.Summary, StringComparer.Ordinal)],
            State = facts.State.SetItems(found.State),
            Captured = facts.Captured.SetItems(found.Captured),
            Gaps = [.. facts.Gaps.Union(found.Gaps, StringComparer.Ordinal)],
        };
    }

    private static TargetFacts NotRead(FindingResource target) => new()
    {
        Exists = false,
        Gaps = [$"{target.Type} {target.Id} was not looked at: there is no playbook for the finding."],
    };
}
