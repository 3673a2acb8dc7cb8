using System.Collections.Immutable;
using IncidentResponder.Remediations.Facts;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>The calls that keep an instance, for people to read before they approve.</summary>
internal static class ProtectionPlan
{
    public static ImmutableArray<string> Calls(string instance, ImmutableSortedDictionary<string, string> state)
    {
        var calls = ImmutableArray.CreateBuilder<string>();
        if (state.GetValueOrDefault(StateNames.TerminationProtection) != StateNames.On)
            calls.Add($"ec2:ModifyInstanceAttribute {instance} DisableApiTermination=true");
        if (state.GetValueOrDefault(StateNames.ShutdownBehaviour) != "stop")
            calls.Add($"ec2:ModifyInstanceAttribute {instance} InstanceInitiatedShutdownBehavior=stop");
        if (state.GetValueOrDefault(StateNames.RootVolumeDeletion) == StateNames.On)
            calls.Add($"ec2:ModifyInstanceAttribute {instance} root volume DeleteOnTermination=false");
        if (state.TryGetValue(StateNames.AutoScalingGroup, out var group))
            calls.Add($"autoscaling:DetachInstances {instance} from {group}, ShouldDecrementDesiredCapacity=false");
        return calls.ToImmutable();
    }
}
