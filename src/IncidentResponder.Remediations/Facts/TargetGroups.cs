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
        var groups = new List<TargetGroup>();
        await foreach (var page in balancing.Paginators.DescribeTargetGroups(new()).Responses.WithCancellation(cancel))
            groups.AddRange((page.TargetGroups ?? []).Where(group => group.VpcId == instance.VpcId));
        if (groups.Count > MostLookedAt)
            return null;

        var names = (instance.NetworkInterfaces ?? []).SelectMany(one => one.PrivateIpAddresses ?? []).Select(address => address.PrivateIpAddress).Append(instance.InstanceId).ToHashSet();
        var serving = ImmutableArray.CreateBuilder<ServingGroup>();
        foreach (var group in groups)
        {
            var answer = await balancing.DescribeTargetHealthAsync(new() { TargetGroupArn = group.TargetGroupArn }, cancel);
            var targets = answer.TargetHealthDescriptions ?? [];
            if (targets.Exists(one => names.Contains(one.Target?.Id ?? "")))
                serving.Add(Serving(group.TargetGroupName, targets, names));
        }

        return serving.ToImmutable();
    }

    private static ServingGroup Serving(string name, List<TargetHealthDescription> targets, HashSet<string> own)
    {
        // One target may be registered by several ports. Without health checks a target counts as healthy, as the load balancer takes it.
        var healthy = targets.Where(one => one.TargetHealth?.State?.Value is "healthy" or "unavailable").Select(one => one.Target?.Id ?? "").ToHashSet();
        return new()
        {
            Kind = ServingGroup.LoadBalancing,
            Name = name,
            InService = healthy.Count,
            DependsOnTarget = healthy.Overlaps(own) && healthy.IsSubsetOf(own),
        };
    }
}
