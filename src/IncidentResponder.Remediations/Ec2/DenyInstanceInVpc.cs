using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.EC2;
using Amazon.EC2.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>
/// Denies an instance's addresses in the network ACLs of the other subnets of its VPC, those of NAT gateways, load balancers and
/// transit gateways among them. A network ACL forgets nothing, so it cuts the tracked connections that isolation leaves. In the
/// instance's own subnet it would do nothing: an ACL compares the far end of what comes in and goes out.
/// </summary>
internal sealed partial class DenyInstanceInVpc(AwsClients aws) : Remediation<DenyInstanceInVpc.State>(aws, DenyInstanceInVpcJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ec2/DenyInstanceInVpc",
        Title = "Keep {target} out of the other subnets of its VPC",
        Why = "Connections of the instance that isolation leaves alive die: those through NAT gateways, load balancers and transit gateways, and those to neighbours in other subnets.",
        TargetType = "AwsEc2Instance",
        Resolves = ["Backdoor:EC2/*", "Trojan:EC2/*", "CryptoCurrency:EC2/*", "Recon:EC2/Portscan", "Impact:EC2/*"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ec2:DescribeInstances", "ec2:DescribeNetworkAcls"],
        Writes = ["ec2:CreateNetworkAclEntry", "ec2:DeleteNetworkAclEntry"],
        Scope = ["arn:{partition}:ec2:{region}:{account}:network-acl/*"],
        MayBreak =
            "Nothing in another subnet reaches the instance, and the instance reaches nothing there. Not cut: its own subnet, what goes through an internet gateway straight from there, VPC DNS and instance metadata. " +
            "An address that the instance gives up stays denied for whoever gets it next, until this is undone. A live connection may go on when the entries go before it has timed out.",
        HowToVerify = "aws ec2 describe-network-acls --filters Name=vpc-id,Values=VPC shows deny entries for the instance's addresses, in and out, with numbers below the first allow entry, in each ACL of another subnet.",
        HowToUndo =
            "Undo deletes the entries that were made, and no other. " +
            "By hand, for each: aws ec2 delete-network-acl-entry --network-acl-id ACL --rule-number NUMBER --ingress (and --egress).",
    };

    /// <inheritdoc/>
    protected override Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) =>
        LiveInstance.LookAsync(Aws.Ec2, target.Resource, instance => JudgeAsync(instance, cancel), cancel);

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        before with { Acls = before.Acls.ToDictionary(acl => acl.Key, acl => acl.Value.Denying(before.Addresses)) };

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        foreach (var (acl, zone) in wanted.Acls.Where(one => now.Acls.ContainsKey(one.Key)).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            foreach (var entry in zone.Entries.Except(now.Acls[acl].Entries))
                yield return new("ec2:CreateNetworkAclEntry", $"{acl}: deny {entry}", stop => Aws.Ec2.CreateNetworkAclEntryAsync(Request(acl, entry), stop));
            foreach (var entry in now.Acls[acl].Entries.Except(zone.Entries).Where(entry => entry.Protocol == AclEntry.Everything && wanted.Addresses.Contains(entry.Cidr)))
                yield return new("ec2:DeleteNetworkAclEntry", $"{acl}: deny {entry}", stop => Aws.Ec2.DeleteNetworkAclEntryAsync(
                    new() { NetworkAclId = acl, RuleNumber = entry.Number, Egress = entry.Egress }, stop));
        }
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state)
    {
        var open = state.Acls.Where(acl => acl.Value.Missing(state.Addresses) > 0).Select(acl => acl.Key).Order(StringComparer.Ordinal).ToList();
        return open.Count == 0
            ? $"Every network ACL of the other subnets denies {string.Join(", ", state.Addresses)} of {target.Resource.Id} (EC2)."
            : $"Network ACLs {string.Join(", ", open)} of the other subnets don't deny {string.Join(", ", state.Addresses)} of {target.Resource.Id} (EC2).";
    }

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<string>>([$"{state.Acls.Count} network ACLs are changed; nothing but {target.Resource.Id} has the addresses that they deny (EC2)."]);

    private async Task<Look<State>> JudgeAsync(Instance instance, CancellationToken cancel)
    {
        var id = instance.InstanceId;
        var places = (instance.NetworkInterfaces ?? []).SelectMany(AddressesOf).Distinct().ToList();
        List<string> addresses = [.. places.Select(place => place.Cidr).Distinct().Order(StringComparer.Ordinal)];
        var acls = (await NetworkAcls.OfVpcAsync(Aws.Ec2, instance.VpcId, cancel))
            .Where(acl => (acl.Associations ?? []).Exists(one => places.Exists(place => place.Subnet != one.SubnetId)))
            .ToDictionary(acl => acl.NetworkAclId, AclZone.Of);
        if (addresses.Count == 0 || acls.Count == 0)
            return new Look<State>.Unusable($"{instance.VpcId} has no subnet but that of {id}, so none of its traffic passes another network ACL; cut the subnet off with Ec2/QuarantineSubnet, or stop the instance.");
        if (acls.FirstOrDefault(acl => !acl.Value.HasRoom(addresses)).Key is { } full)
            return new Look<State>.Unusable($"Network ACL {full} has no room for {addresses.Count} more entries in and out, of {AclZone.MostEntries} in each direction, below its first allow entry; take out entries that nobody needs, or cut the subnet off with Ec2/QuarantineSubnet.");

        return new Look<State>.Usable(new(addresses, acls)) { Tags = (instance.Tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value) };
    }

    private static IEnumerable<(string Subnet, string Cidr)> AddressesOf(InstanceNetworkInterface one) =>
    [
        .. (one.PrivateIpAddresses ?? []).Select(address => (one.SubnetId, $"{address.PrivateIpAddress}/32")),
        .. (one.Ipv6Addresses ?? []).Select(address => (one.SubnetId, $"{address.Ipv6Address}/128")),
    ];

    private static CreateNetworkAclEntryRequest Request(string acl, AclEntry entry)
    {
        var request = new CreateNetworkAclEntryRequest
        {
            NetworkAclId = acl,
            RuleNumber = entry.Number,
            Egress = entry.Egress,
            Protocol = entry.Protocol,
            RuleAction = RuleAction.Deny,
        };
        if (entry.Cidr.Contains(':', StringComparison.Ordinal))
            request.Ipv6CidrBlock = entry.Cidr;
        else
            request.CidrBlock = entry.Cidr;
        return request;
    }

    /// <summary>What is captured and put back.</summary>
    /// <param name="Addresses">The instance's private addresses, as /32 and /128.</param>
    /// <param name="Acls">The network ACLs of other subnets.</param>
    internal sealed record State(IReadOnlyList<string> Addresses, IReadOnlyDictionary<string, AclZone> Acls);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class DenyInstanceInVpcJson : JsonSerializerContext;
}
