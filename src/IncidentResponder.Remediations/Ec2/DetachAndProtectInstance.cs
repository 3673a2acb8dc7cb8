using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>
/// Keeps an instance as evidence: protects it from termination and takes it out of its Auto Scaling group, which
/// launches a replacement. It must run before isolation: a group terminates what fails its health checks, protected or not.
/// </summary>
public sealed class DetachAndProtectInstance(AwsClients aws) : IRemediation
{
    /// <inheritdoc/>
    public RemediationDescription Description { get; } = new()
    {
        Id = "Ec2/DetachAndProtectInstance",
        Title = "Keep {target}: protect it and replace it in its Auto Scaling group",
        Why = "The evidence on the instance survives, and the service gets a fresh instance in its place.",
        TargetType = "AwsEc2Instance",
        Resolves =
        [
            "CryptoCurrency:EC2/*", "CryptoCurrency:Runtime/*", "Backdoor:EC2/*", "Trojan:EC2/*", "UnauthorizedAccess:EC2/*",
            "Impact:EC2/*", "Recon:EC2/Portscan",
        ],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Partial,
        DefaultMode = ResponseMode.AskFirst,
        Reads =
        [
            "autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeAutoScalingInstances", "ec2:DescribeInstanceAttribute",
            "ec2:DescribeInstances",
        ],
        Writes = ["autoscaling:AttachInstances", "autoscaling:DetachInstances", "ec2:ModifyInstanceAttribute"],
        Scope = ["arn:{partition}:ec2:{region}:{account}:instance/{id}", "arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:*"],
        MayBreak =
            "The group has one instance less until the replacement is in service, and the replacement boots the same image with the same weakness. " +
            "Load balancers of the group stop sending to the instance. A Spot instance can still be reclaimed.",
        HowToVerify = "aws ec2 describe-instance-attribute --instance-id INSTANCE --attribute disableApiTermination says true, and aws autoscaling describe-auto-scaling-instances --instance-ids INSTANCE lists nothing.",
        HowToUndo =
            "Undo puts the instance back into its group, which raises the desired capacity by one because the replacement stays, and sets the protection as it was. " +
            "By hand: aws autoscaling attach-instances --instance-ids ID --auto-scaling-group-name NAME; aws ec2 modify-instance-attribute --instance-id ID --no-disable-api-termination.",
    };

    /// <inheritdoc/>
    public ImmutableArray<string> PlannedCalls(RemediationTarget target, TargetFacts facts) =>
        ProtectionPlan.Calls(target.Resource.Id, facts.State);

    /// <inheritdoc/>
    public async Task<Captured> CaptureAsync(RemediationTarget target, CancellationToken cancel)
    {
        var look = await LiveInstance.ReadAsync(aws.Ec2, target.Resource, cancel);
        if (look is not LiveInstance.Usable { Instance: var instance })
            return new Captured.Refused(look.Objection);
        var membership = await GroupMembership.FindAsync(aws.AutoScaling, target.Resource.Id, cancel);
        if (await ObjectionAsync(membership, target.Resource.Id, cancel) is { } objection)
            return new Captured.Refused(objection);
        var state = new ProtectionState(await InstanceProtection.ReadAsync(aws.Ec2, instance, cancel), membership);
        return new Captured.State(JsonSerializer.Serialize(state, RemediationJson.Default.ProtectionState));
    }

    /// <inheritdoc/>
    public async Task<Applied> ApplyAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel)
    {
        var id = target.Resource.Id;
        var look = await LiveInstance.ReadAsync(aws.Ec2, target.Resource, cancel);
        if (look is not LiveInstance.Usable { Instance: var instance })
            return new Applied.Refused(look.Objection);
        var now = await InstanceProtection.ReadAsync(aws.Ec2, instance, cancel);
        await now.ChangeToAsync(now.Kept(), id, aws.Ec2, journal, cancel);

        var membership = await GroupMembership.FindAsync(aws.AutoScaling, id, cancel);
        if (await ObjectionAsync(membership, id, cancel) is { } objection)
            return new Applied.Partial($"{id} is protected.", objection);
        if (membership is not null && !membership.Leaving())
            await DetachAsync(id, membership.Group, journal, cancel);
        if (!now.Settable)
            return new Applied.Partial($"{id} is in no Auto Scaling group.", $"{id} is a Spot or instance-store instance, which EC2 doesn't protect from termination; take its snapshots now.");
        var before = RemediationJson.Read(prior, RemediationJson.Default.ProtectionState);
        return before.Membership is null && before.Protection == before.Protection.Kept() ? new Applied.AlreadySafe() : new Applied.Changed();
    }

    /// <inheritdoc/>
    public async Task<Verification> VerifyAsync(RemediationTarget target, PriorState prior, CancellationToken cancel)
    {
        var id = target.Resource.Id;
        var look = await LiveInstance.ReadAsync(aws.Ec2, target.Resource, cancel);
        if (look is not LiveInstance.Usable { Instance: var instance })
            return new Verification.Drifted(look.Objection);
        var now = await InstanceProtection.ReadAsync(aws.Ec2, instance, cancel);
        if (now != now.Kept())
            return new Verification.StillOpen($"{id} has {now}.");
        return await GroupMembership.FindAsync(aws.AutoScaling, id, cancel) is { } membership
            ? new Verification.StillOpen($"{id} is in Auto Scaling group {membership.Group} ({membership.State}).")
            : new Verification.Confirmed($"{id} has {now}, and is in no Auto Scaling group.");
    }

    /// <inheritdoc/>
    public async Task<Restored> RollBackAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel)
    {
        var id = target.Resource.Id;
        var look = await LiveInstance.ReadAsync(aws.Ec2, target.Resource, cancel);
        if (look is not LiveInstance.Usable { Instance: var instance })
            return new Restored.NotReversible(look.Objection);
        var before = RemediationJson.Read(prior, RemediationJson.Default.ProtectionState);
        var back = await new MembershipUndo(aws.AutoScaling).RunAsync(id, before.Membership, journal, cancel);
        if (back is Restored.Drifted)
            return back;
        var now = await InstanceProtection.ReadAsync(aws.Ec2, instance, cancel);
        await now.ChangeToAsync(before.Protection, id, aws.Ec2, journal, cancel);
        return back switch
        {
            Restored.Done done => new Restored.Done($"{id} has {before.Protection}. {done.What}".TrimEnd()),
            Restored.NotReversible not => new Restored.NotReversible($"{id} has {before.Protection} again, but: {not.Why}"),
            _ => back,
        };
    }

    private async Task<string?> ObjectionAsync(GroupMembership? membership, string id, CancellationToken cancel)
    {
        if (membership is null || membership.Leaving())
            return null;
        if (!membership.Detachable())
            return $"{id} is {membership.State} in Auto Scaling group {membership.Group}, which lets go only of instances in service or on standby; try again when it has settled.";
        return await GroupCapacity.FindAsync(aws.AutoScaling, membership.Group, cancel) is { } group && group.DependsOn(id)
            ? $"{id} is the last healthy instance of Auto Scaling group {membership.Group}; raise its desired capacity, wait for a second one, and try again."
            : null;
    }

    private async Task DetachAsync(string id, string group, IJournal journal, CancellationToken cancel) =>
        await journal.ChangeAsync("autoscaling:DetachInstances", $"{id} from {group}, to be replaced",
            stop => aws.AutoScaling.DetachInstancesAsync(
                new() { InstanceIds = [id], AutoScalingGroupName = group, ShouldDecrementDesiredCapacity = false }, stop), cancel);
}
