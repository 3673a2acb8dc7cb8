using System.Collections.Immutable;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using IncidentResponder.Core.Decide;

namespace IncidentResponder.Remediations.Facts;

/// <summary>Reads the target groups in an instance's VPC that have it among their targets, by its id or by its addresses.</summary>
internal static class TargetGroups
{
    // Each group is a call, and people wait for the decision.
    private const int MostLookedAt = 50;

    /// <summary>The groups; null when the VPC has more of them than are looked at.</summary>
    public static async Task<ImmutableArray<ServingGroup>?> ReadAsync(IAmazonElasticLoadBalancingV2 balancing, Amazon.EC2.Model.Instance instance, CancellationToken cancel)
    {
        if (await WithAsync(balancing, instance, cancel) is not { } groups)
            return null;

        var names = NamesOf(instance);
        return [.. groups.Select(group => Serving(group.Group.TargetGroupName, group.Targets, names))];
    }

    /// <summary>The groups and all their targets; null when the VPC has more of them than are looked at.</summary>
    public static async Task<IReadOnlyList<(TargetGroup Group, List<TargetHealthDescription> Targets)>?> WithAsync(
        IAmazonElasticLoadBalancingV2 balancing, Amazon.EC2.Model.Instance instance, CancellationToken cancel)
    {
        var groups = new List<TargetGroup>();
        await foreach (var page in balancing.Paginators.DescribeTargetGroups(new()).Responses.WithCancellation(cancel))
            groups.AddRange((page.TargetGroups ?? []).Where(group => group.VpcId == instance.VpcId));
        if (groups.Count > MostLookedAt)
            return null;

        var names = NamesOf(instance);
        var found = new List<(TargetGroup, List<TargetHealthDescription>)>();
        foreach (var group in groups)
        {
            var answer = await balancing.DescribeTargetHealthAsync(new() { TargetGroupArn = group.TargetGroupArn }, cancel);
            var targets = answer.TargetHealthDescriptions ?? [];
            if (targets.Exists(one => names.Contains(one.Target?.Id ?? "")))
                found.Add((group, targets));
        }

        return found;
    }

    /// <summary>By what an instance can be registered: its id and its addresses.</summary>
    public static HashSet<string> NamesOf(Amazon.EC2.Model.Instance instance) =>
        [.. (instance.NetworkInterfaces ?? []).SelectMany(one => one.PrivateIpAddresses ?? []).Select(address => address.PrivateIpAddress), instance.InstanceId];

    /// <summary>The ids of a group's healthy targets. Without health checks a target counts as healthy, as the load balancer takes it.</summary>
    public static HashSet<string> Healthy(IEnumerable<TargetHealthDescription> targets) =>
        [.. targets.Where(one => one.TargetHealth?.State?.Value is "healthy" or "unavailable").Select(one => one.Target?.Id ?? "")];

    private static ServingGroup Serving(string name, List<TargetHealthDescription> targets, HashSet<string> own)
    {
        // One target may be registered by several ports.
        var healthy = Healthy(targets);
        return new()
        {
            Kind = ServingGroup.LoadBalancing,
            Name = name,
            InService = healthy.Count,
            DependsOnTarget = healthy.Overlaps(own) && healthy.IsSubsetOf(own),
        };
    }
}
