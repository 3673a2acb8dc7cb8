using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.EC2;
using Amazon.EC2.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>
/// Gives a subnet a network ACL that allows nothing. It also cuts what a security group can't: connections that are tracked through NAT
/// gateways, load balancers and transit gateways.
/// </summary>
internal sealed partial class QuarantineSubnet(AwsClients aws) : Remediation<QuarantineSubnet.State>(aws, QuarantineSubnetJson.Default.State)
{
    /// <summary>The name of the ACL, which the subnets of a VPC share.</summary>
    public const string AclName = "ir-quarantine";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ec2/QuarantineSubnet",
        Title = "Cut subnet {target} off",
        Why = "Nothing gets into the subnet or out of it, open connections included.",
        TargetType = "AwsEc2Subnet",
        Resolves = [],
        Risk = Risk.High,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ec2:DescribeNetworkAcls", "ec2:DescribeSubnets"],
        Writes = ["ec2:CreateNetworkAcl", "ec2:CreateTags", "ec2:ReplaceNetworkAclAssociation"],
        Scope = ["arn:{partition}:ec2:{region}:{account}:network-acl/*", "arn:{partition}:ec2:{region}:{account}:subnet/{id}", "arn:{partition}:ec2:{region}:{account}:vpc/*"],
        Conditions = [new("ec2:CreateTags", "StringEquals", "ec2:CreateAction", "CreateNetworkAcl")],
        BlastRadiusReads = ["ec2:DescribeNetworkInterfaces"],
        MayBreak =
            "Everything in the subnet loses its network: instances, tasks, functions, databases, and the NAT gateways, endpoints and load balancers that other subnets use. " +
            "Traffic within the subnet goes on, and so do VPC DNS and instance metadata. A live connection may go on when the subnet comes back before it has timed out.",
        HowToVerify = "aws ec2 describe-network-acls --filters Name=association.subnet-id,Values=SUBNET shows an ACL named ir-quarantine without an allow entry.",
        HowToUndo =
            "Undo gives the subnet its own network ACL back; ir-quarantine stays in the VPC, used by nothing. By hand, with the association that the check above shows: " +
            "aws ec2 replace-network-acl-association --association-id ACLASSOC --network-acl-id ACL.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var (id, account) = (target.Resource.Id, target.Resource.Account);
        try
        {
            var subnet = (await Aws.Ec2.DescribeSubnetsAsync(new() { SubnetIds = [id] }, cancel)).Subnets.Single();
            if (subnet.OwnerId != account.Value)
                return new Look<State>.Unusable($"Subnet {id} belongs to account {subnet.OwnerId}, which shares it with {account}; ask there, only its owner can change its network ACL.");

            var acls = await NetworkAcls.OfVpcAsync(Aws.Ec2, subnet.VpcId, cancel);
            return StateOf(id, subnet.VpcId, acls) is not { } state
                ? new Look<State>.Unusable($"EC2 shows no network ACL for subnet {id}; look at it by hand: aws ec2 describe-network-acls --filters Name=vpc-id,Values={subnet.VpcId}.")
                : new Look<State>.Usable(state) { Tags = (subnet.Tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value) };
        }
        catch (AmazonEC2Exception gone) when (gone.ErrorCode is "InvalidSubnetID.NotFound" or "InvalidSubnetID.Malformed" or "InvalidSubnetId.Malformed")
        {
            return new Look<State>.Gone($"Subnet {id} does not exist in account {account}, {target.Resource.Region}; check whether it was deleted after the finding.");
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new(before.Vpc, AclName, true);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (wanted.Acl == AclName && !now.Prepared)
            yield return new("ec2:CreateNetworkAcl", $"{AclName} in {now.Vpc}", stop => CreateAsync(now.Vpc, stop)) { LookAfter = true };
        if (now.Acl != wanted.Acl)
            yield return new("ec2:ReplaceNetworkAclAssociation", $"{target.Resource.Id}: {wanted.Acl}", stop => Aws.Ec2.ReplaceNetworkAclAssociationAsync(
                new() { AssociationId = now.AssociationId, NetworkAclId = wanted.Acl == AclName ? now.QuarantineId : wanted.Acl }, stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"Subnet {target.Resource.Id} of {state.Vpc} has network ACL {state.Acl} (EC2).";

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var kinds = new List<string>();
        var request = new DescribeNetworkInterfacesRequest { Filters = [new() { Name = "subnet-id", Values = [target.Resource.Id] }] };
        await foreach (var page in Aws.Ec2.Paginators.DescribeNetworkInterfaces(request).Responses.WithCancellation(cancel))
            kinds.AddRange((page.NetworkInterfaces ?? []).Select(one => one.Attachment?.InstanceId is null ? one.InterfaceType?.Value ?? "interface" : "instance"));
        var counts = kinds.CountBy(kind => kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Value} of kind {kind.Key}");
        return [$"{kinds.Count} network interfaces are in {target.Resource.Id}{(kinds.Count == 0 ? "" : $": {string.Join(", ", counts)}")} (EC2)."];
    }

    private async Task CreateAsync(string vpc, CancellationToken cancel) => await Aws.Ec2.CreateNetworkAclAsync(new()
    {
        VpcId = vpc,
        TagSpecifications = [new() { ResourceType = ResourceType.NetworkAcl, Tags = [new("Name", AclName), new("ir:purpose", "quarantine")] }],
    }, cancel);

    // The name alone proves nothing: an ACL that allows something is none for a quarantine, whoever named or changed it, and is left alone.
    private static bool IsQuarantine(NetworkAcl acl) =>
        acl.Tags?.Any(tag => tag is { Key: "Name", Value: AclName }) is true && acl.Entries?.Any(entry => entry.RuleAction?.Value is "allow") is not true;

    private static State? StateOf(string subnet, string vpc, IReadOnlyList<NetworkAcl> acls)
    {
        var own = acls.SelectMany(acl => acl.Associations ?? []).FirstOrDefault(one => one.SubnetId == subnet);
        if (own is null)
            return null;

        List<string> quarantines = [.. acls.Where(IsQuarantine).Select(acl => acl.NetworkAclId).Order(StringComparer.Ordinal)];
        return new(vpc, quarantines.Contains(own.NetworkAclId) ? AclName : own.NetworkAclId, quarantines.Count > 0)
        {
            AssociationId = own.NetworkAclAssociationId,
            QuarantineId = quarantines.FirstOrDefault(),
        };
    }

    /// <summary>What is captured and put back.</summary>
    /// <param name="Vpc">The subnet's VPC.</param>
    /// <param name="Acl">The subnet's network ACL: an id, or "ir-quarantine".</param>
    /// <param name="Prepared">The VPC has "ir-quarantine"; it stays when it was made.</param>
    internal sealed record State(string Vpc, string Acl, bool Prepared)
    {
        /// <summary>What ties the subnet to its ACL: another one after each change.</summary>
        [JsonIgnore]
        public string? AssociationId { get; init; }

        /// <summary>The id of "ir-quarantine".</summary>
        [JsonIgnore]
        public string? QuarantineId { get; init; }
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class QuarantineSubnetJson : JsonSerializerContext;
}
