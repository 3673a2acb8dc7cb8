using Amazon.AutoScaling;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>How many instances an Auto Scaling group wants and has.</summary>
/// <param name="Desired">How many it wants.</param>
/// <param name="Max">How many it may have.</param>
/// <param name="Held">How many it has, starting ones included, those on their way out not.</param>
/// <param name="Healthy">The ids of those that are healthy and in service.</param>
internal sealed record GroupCapacity(int Desired, int Max, int Held, IReadOnlyCollection<string> Healthy)
{
    /// <summary>The ARNs of the target groups whose targets it registers by itself.</summary>
    public IReadOnlyCollection<string> TargetGroups { get; init; } = [];

    /// <summary>Reads the group; null when it is gone.</summary>
    public static async Task<GroupCapacity?> FindAsync(IAmazonAutoScaling autoScaling, string group, CancellationToken cancel)
    {
        var answer = await autoScaling.DescribeAutoScalingGroupsAsync(new() { AutoScalingGroupNames = [group] }, cancel);
        if (answer.AutoScalingGroups?.FirstOrDefault() is not { } found)
            return null;
        var instances = found.Instances ?? [];
        return new(
            found.DesiredCapacity ?? 0,
            found.MaxSize ?? 0,
            instances.Count(one => one.LifecycleState?.Value is not ("Detaching" or "Detached" or "Terminating" or "Terminated")),
            [.. instances.Where(one => one.HealthStatus == "Healthy" && one.LifecycleState?.Value == "InService").Select(one => one.InstanceId)])
        {
            TargetGroups = [.. found.TargetGroupARNs ?? [], .. (found.TrafficSources ?? []).Select(source => source.Identifier)],
        };
    }

    /// <summary>Whether the group would have nothing healthy left without this instance.</summary>
    public bool DependsOn(string instance) => Healthy.Count == 1 && Healthy.Contains(instance);
}
