using Amazon.AutoScaling;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>An instance's place in an Auto Scaling group.</summary>
internal sealed record GroupMembership
{
    /// <summary>The group's name.</summary>
    public required string Group { get; init; }

    /// <summary>The instance's life-cycle state: "InService", "Standby", "Detaching", …</summary>
    public required string State { get; init; }

    /// <summary>The group does not choose it when it scales in.</summary>
    public required bool ProtectedFromScaleIn { get; init; }

    /// <summary>Whether the group lets go of it now; it does of instances in service or on standby.</summary>
    public bool Detachable() => State is "InService" or "Standby";

    /// <summary>Whether it is on its way out already.</summary>
    public bool Leaving() => State is "Detaching" or "Detached";

    /// <summary>Reads where the instance belongs; null when no group has it.</summary>
    public static async Task<GroupMembership?> FindAsync(IAmazonAutoScaling autoScaling, string instance, CancellationToken cancel)
    {
        var answer = await autoScaling.DescribeAutoScalingInstancesAsync(new() { InstanceIds = [instance] }, cancel);
        return answer.AutoScalingInstances?.FirstOrDefault() is not { } found
            ? null
            : new() { Group = found.AutoScalingGroupName, State = found.LifecycleState, ProtectedFromScaleIn = found.ProtectedFromScaleIn is true };
    }
}
