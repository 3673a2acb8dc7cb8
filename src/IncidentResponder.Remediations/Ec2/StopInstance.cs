using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.EC2;
using Amazon.EC2.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>
/// Stops an instance, for when its traffic can't be cut otherwise or something on it is destroying data. Isolation is better where it
/// suffices: stopping loses the memory, which is evidence. It is never forced, hibernated, rebooted or terminated.
/// </summary>
internal sealed partial class StopInstance(AwsClients aws) : Remediation<StopInstance.State>(aws, StopInstanceJson.Default.State)
{
    private const string Running = "running";
    private const string Stopped = "stopped";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ec2/StopInstance",
        Title = "Stop {target}",
        Why = "Nothing runs on the instance any more: it encrypts, copies and attacks nothing.",
        TargetType = "AwsEc2Instance",
        Resolves = ["CryptoCurrency:EC2/*", "CryptoCurrency:Runtime/*", "Backdoor:EC2/*", "Trojan:EC2/*", "Impact:Runtime/*"],
        Risk = Risk.High,
        Reversibility = Reversibility.Partial,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["autoscaling:DescribeAutoScalingInstances", "ec2:DescribeInstanceAttribute", "ec2:DescribeInstances"],
        Writes = ["ec2:StartInstances", "ec2:StopInstances"],
        Scope = ["arn:{partition}:ec2:{region}:{account}:instance/{id}"],
        BlastRadiusReads = ["ec2:DescribeInstanceTypes"],
        MayBreak =
            "Everything that the instance serves stops. Its memory is lost, with keys, processes and connections that only it shows, and so is all that is on instance-store disks; take evidence first. " +
            "A public address that is no Elastic IP address is given up for good. Spot instances that can't be stopped are refused by EC2.",
        HowToVerify = "aws ec2 describe-instances --instance-ids INSTANCE says stopped; stopping takes some minutes.",
        HowToUndo =
            "Undo starts the instance if it was running; memory, instance-store disks and an automatic public address are not restored. " +
            "By hand: aws ec2 start-instances --instance-ids INSTANCE.",
    };

    /// <inheritdoc/>
    protected override Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) =>
        LiveInstance.LookAsync(Aws.Ec2, target.Resource, instance => JudgeAsync(instance, cancel), cancel);

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new(Stopped);

    // An instance that is stopping still runs: it is asked again, which changes nothing, and does not count as stopped.
    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var id = target.Resource.Id;
        if (wanted.Power == Stopped && (now.Power != Stopped || now.Moving))
            yield return new("ec2:StopInstances", $"{id}: Force=false", stop => Aws.Ec2.StopInstancesAsync(new() { InstanceIds = [id], Force = false }, stop));
        if (wanted.Power == Running && now.Power != Running)
            yield return new("ec2:StartInstances", id, stop => Aws.Ec2.StartInstancesAsync(new() { InstanceIds = [id] }, stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"Instance {target.Resource.Id} is {(state.Moving ? $"on its way to {state.Power}" : state.Power)} (EC2).";

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var id = target.Resource.Id;
        var type = state.Type ?? "";
        var answer = await Aws.Ec2.DescribeInstanceTypesAsync(new() { InstanceTypes = [type] }, cancel);
        var disks = answer.InstanceTypes?.FirstOrDefault()?.InstanceStorageSupported is true;
        return
        [
            disks ? $"{id} is a {type} with instance-store disks; what is on them is lost (EC2)." : $"{id} is a {type} without instance-store disks (EC2).",
            state.LosesAddress is { } address
                ? $"Its public address {address} is no Elastic IP address and is given up for good (EC2)."
                : "It has no public address that stopping would give up (EC2).",
        ];
    }

    private async Task<Look<State>> JudgeAsync(Instance instance, CancellationToken cancel)
    {
        var id = instance.InstanceId;
        if (await GroupMembership.FindAsync(Aws.AutoScaling, id, cancel) is { } membership)
            return new Look<State>.Unusable($"Instance {id} is in Auto Scaling group {membership.Group}, which terminates and replaces what is stopped; detach it first, with Ec2/DetachAndProtectInstance.");
        if (instance.RootDeviceType?.Value is "instance-store")
            return new Look<State>.Unusable($"Instance {id} has an instance-store root disk and can't be stopped; isolate it with Ec2/IsolateInstance.");

        var attribute = await Aws.Ec2.DescribeInstanceAttributeAsync(new() { InstanceId = id, Attribute = InstanceAttributeName.DisableApiStop }, cancel);
        var power = instance.State.Name.Value is "running" or "pending" ? Running : Stopped;
        if (power == Running && attribute.InstanceAttribute?.DisableApiStop is true)
            return new Look<State>.Unusable($"Instance {id} is protected from being stopped; see who set that and why, and if it should stop: aws ec2 modify-instance-attribute --instance-id {id} --no-disable-api-stop.");

        return new Look<State>.Usable(new(power) { Moving = instance.State.Name.Value is "pending" or "stopping", Type = instance.InstanceType?.Value, LosesAddress = AutomaticAddress(instance) })
        {
            Tags = (instance.Tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value),
        };
    }

    private static string? AutomaticAddress(Instance instance) => (instance.NetworkInterfaces ?? [])
        .Select(one => one.Association).FirstOrDefault(one => one?.IpOwnerId is "amazon")?.PublicIp;

    /// <summary>What is captured and put back.</summary>
    /// <param name="Power">"running" or "stopped", also on the way there.</param>
    internal sealed record State(string Power)
    {
        /// <summary>It is on the way there.</summary>
        [JsonIgnore]
        public bool Moving { get; init; }

        /// <summary>The instance type.</summary>
        [JsonIgnore]
        public string? Type { get; init; }

        /// <summary>The public address that stopping gives up; null when there is none.</summary>
        [JsonIgnore]
        public string? LosesAddress { get; init; }
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class StopInstanceJson : JsonSerializerContext;
}
