using System.Collections.Immutable;
using Amazon.EC2.Model;
using IncidentResponder.Remediations.Ec2;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>What EC2 says of an instance, its network interfaces, their security groups and its volumes, before isolation changes it.</summary>
/// <param name="aws">The clients.</param>
internal sealed class InstanceRecord(AwsClients aws) : IEvidenceCollector
{
    public ImmutableSortedSet<string> Permissions { get; } =
        ["ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeVolumes"];

    public bool Concerns(EvidenceTarget target) => target.Resource.Type == "AwsEc2Instance";

    public Task CollectAsync(EvidenceTarget target, EvidenceGathering into, CancellationToken cancel) =>
        into.FileAsync("Description", "instance.json", () => ReadAsync(target, cancel), cancel);

    /// <summary>Ids of the EBS volumes attached to an instance.</summary>
    public static List<string> VolumesOf(Instance instance) =>
        [.. (instance.BlockDeviceMappings ?? []).Where(one => one.Ebs?.VolumeId is not null).Select(one => one.Ebs.VolumeId)];

    private async Task<Piece> ReadAsync(EvidenceTarget target, CancellationToken cancel)
    {
        var look = await LiveInstance.ReadAsync(aws.Ec2, target.Resource, cancel);
        if (look is not LiveInstance.Usable { Instance: var instance })
            return new Piece.None(look.Objection);

        var interfaces = await InterfacesAsync(instance, cancel);
        var groups = await GroupsAsync(interfaces.SelectMany(one => one.Groups ?? []).Select(group => group.GroupId), cancel);
        var ids = VolumesOf(instance);
        var volumes = ids.Count == 0 ? null : await aws.Ec2.DescribeVolumesAsync(new() { VolumeIds = ids }, cancel);
        var content = JsonPiece.Object(json =>
        {
            json.WriteStartObject("Instance");
            InstanceJson.Write(json, instance);
            json.WriteEndObject();
            json.List("NetworkInterfaces", interfaces, InstanceJson.Write);
            json.List("SecurityGroups", groups, SecurityGroupJson.Write);
            json.List("Volumes", volumes?.Volumes, InstanceJson.Write);
        });
        return new Piece.Content(content, volumes?.ResponseMetadata?.RequestId);
    }

    private async Task<List<NetworkInterface>> InterfacesAsync(Instance instance, CancellationToken cancel)
    {
        var mine = new DescribeNetworkInterfacesRequest { Filters = [new() { Name = "attachment.instance-id", Values = [instance.InstanceId] }] };
        var interfaces = new List<NetworkInterface>();
        await foreach (var page in aws.Ec2.Paginators.DescribeNetworkInterfaces(mine).Responses.WithCancellation(cancel))
            interfaces.AddRange(page.NetworkInterfaces ?? []);
        return interfaces;
    }

    private async Task<List<SecurityGroup>> GroupsAsync(IEnumerable<string> ids, CancellationToken cancel)
    {
        List<string> distinct = [.. ids.Distinct().Order(StringComparer.Ordinal)];
        return distinct.Count == 0 ? [] : (await aws.Ec2.DescribeSecurityGroupsAsync(new() { GroupIds = distinct }, cancel)).SecurityGroups ?? [];
    }
}
