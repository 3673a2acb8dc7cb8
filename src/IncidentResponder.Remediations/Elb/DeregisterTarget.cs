using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Facts;

namespace IncidentResponder.Remediations.Elb;

/// <summary>
/// Takes an instance out of the target groups in which somebody registered it by hand. Those of its Auto Scaling group are left to
/// Ec2/DetachAndProtectInstance: the group would register it again.
/// </summary>
internal sealed partial class DeregisterTarget(AwsClients aws) : Remediation<DeregisterTarget.State>(aws, DeregisterTargetJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Elb/DeregisterTarget",
        Title = "Take {target} out of its target groups",
        Why = "Load balancers send no users to the instance any more, and its isolation is not mistaken for an outage.",
        TargetType = "AwsEc2Instance",
        Resolves = ["CryptoCurrency:EC2/*", "CryptoCurrency:Runtime/*", "Backdoor:EC2/*", "Trojan:EC2/*", "UnauthorizedAccess:EC2/*", "Impact:EC2/*", "Recon:EC2/Portscan"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads =
        [
            "autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeAutoScalingInstances", "ec2:DescribeInstances",
            "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth",
        ],
        Writes = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
        Scope = ["arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/*"],
        MayBreak =
            "The rest of the targets carry the instance's share of the load. Open requests have the target group's deregistration delay to end. " +
            "Classic load balancers are not looked at: aws elb deregister-instances-from-load-balancer.",
        HowToVerify = "aws elbv2 describe-target-health --target-group-arn GROUP does not list the instance, or lists it as draining.",
        HowToUndo =
            "Undo registers the instance with the same groups and ports again; it serves when its health checks pass. " +
            "By hand: aws elbv2 register-targets --target-group-arn GROUP --targets Id=INSTANCE,Port=PORT.",
    };

    /// <inheritdoc/>
    protected override Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) =>
        LiveInstance.LookAsync(Aws.Ec2, target.Resource, instance => JudgeAsync(instance, cancel), cancel);

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new([]);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted) =>
    [
        .. now.Registrations.Except(wanted.Registrations).Select(one => new Change("elasticloadbalancing:DeregisterTargets", $"{one}", stop =>
            Aws.LoadBalancing.DeregisterTargetsAsync(new() { TargetGroupArn = one.Group, Targets = [one.ToTarget()] }, stop))),
        .. wanted.Registrations.Except(now.Registrations).Select(one => new Change("elasticloadbalancing:RegisterTargets", $"{one}", stop =>
            Aws.LoadBalancing.RegisterTargetsAsync(new() { TargetGroupArn = one.Group, Targets = [one.ToTarget()] }, stop))),
    ];

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => state.Registrations.Count == 0
        ? $"{target.Resource.Id} is registered by hand in no target group (Elastic Load Balancing)."
        : $"{target.Resource.Id} is registered by hand in {string.Join(", ", state.Registrations)} (Elastic Load Balancing).";

    private async Task<Look<State>> JudgeAsync(Instance instance, CancellationToken cancel)
    {
        var id = instance.InstanceId;
        if (await TargetGroups.WithAsync(Aws.LoadBalancing, instance, cancel) is not { } groups)
            return new Look<State>.Unusable($"{instance.VpcId} has more target groups than are looked at, so it is not known which serve by {id}; take it out by hand: aws elbv2 deregister-targets.");

        var scaled = await GroupMembership.FindAsync(Aws.AutoScaling, id, cancel) is { } membership
            ? (await GroupCapacity.FindAsync(Aws.AutoScaling, membership.Group, cancel))?.TargetGroups ?? []
            : [];
        var names = TargetGroups.NamesOf(instance);
        var byHand = groups.Where(group => !scaled.Contains(group.Group.TargetGroupArn)).ToList();
        if (byHand.FirstOrDefault(group => TargetGroups.Healthy(group.Targets) is { Count: > 0 } healthy && healthy.IsSubsetOf(names)).Group is { } last)
            return new Look<State>.Unusable($"{id} is the last healthy target of target group {last.TargetGroupName}; register a second one, wait until it is healthy, and try again.");

        var registrations = byHand.SelectMany(group => group.Targets, (group, one) => (Group: group.Group.TargetGroupArn, one.Target, State: one.TargetHealth?.State?.Value))
            .Where(one => names.Contains(one.Target.Id) && one.State is not "draining")
            .Select(one => new Registration(one.Group, one.Target.Id, one.Target.Port, one.Target.AvailabilityZone));
        return new Look<State>.Usable(new([.. registrations.OrderBy(one => $"{one}", StringComparer.Ordinal)]))
        {
            Tags = (instance.Tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value),
        };
    }

    /// <summary>What is captured and put back.</summary>
    /// <param name="Registrations">Where the instance is registered by hand.</param>
    internal sealed record State(IReadOnlyList<Registration> Registrations);

    /// <summary>A place of the instance among a group's targets.</summary>
    /// <param name="Group">The ARN of the target group.</param>
    /// <param name="Id">The instance's id, or one of its addresses.</param>
    /// <param name="Port">The port to which the group sends.</param>
    /// <param name="Zone">The availability zone of an address outside the VPC's own; null for instances.</param>
    internal sealed record Registration(string Group, string Id, int? Port, string? Zone)
    {
        /// <summary>As the load balancer takes it.</summary>
        public TargetDescription ToTarget() => new() { Id = Id, Port = Port, AvailabilityZone = Zone };

        /// <summary>As people are shown it.</summary>
        public override string ToString() => $"{Group[(Group.LastIndexOf(':') + 1)..]}: {Id}:{Port}";
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class DeregisterTargetJson : JsonSerializerContext;
}
