using System.Collections.Immutable;
using System.Xml.Linq;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>A VPC of its own with an instance in it, made and read past the code under test.</summary>
public sealed class Ec2World
{
    private readonly Moto _moto;

    private Ec2World(Moto moto) => _moto = moto;

    public required string Vpc { get; init; }

    public required string Subnet { get; init; }

    public required string Instance { get; init; }

    public ImmutableArray<string> Interfaces { get; private set; } = [];

    public ImmutableArray<string> Allocations { get; private set; } = [];

    /// <summary>Makes an instance with as many interfaces as counts are given, each in that many groups.</summary>
    public static async Task<Ec2World> WithInstanceAsync(Moto moto, params ImmutableArray<int> groupsOfInterfaces)
    {
        var vpc = Only(await moto.AskAsync("ec2", "CreateVpc", ("CidrBlock", "10.0.0.0/16")), "vpcId");
        var subnet = Only(await moto.AskAsync("ec2", "CreateSubnet", ("VpcId", vpc), ("CidrBlock", "10.0.0.0/20"), ("AvailabilityZone", Moto.Region + "a")), "subnetId");
        var first = await GroupsAsync(moto, vpc, "first", groupsOfInterfaces[0]);
        var run = await moto.AskAsync("ec2", "RunInstances",
        [
            ("ImageId", "ami-12c6146b"), ("MinCount", "1"), ("MaxCount", "1"), ("InstanceType", "t3.micro"), ("SubnetId", subnet),
            .. first.Select((group, i) => ($"SecurityGroupId.{i + 1}", group)),
        ]);
        var world = new Ec2World(moto) { Vpc = vpc, Subnet = subnet, Instance = Only(run, "instanceId") };
        for (var i = 1; i < groupsOfInterfaces.Length; i++)
            await world.AttachAsync(i, await GroupsAsync(moto, vpc, $"eni{i}", groupsOfInterfaces[i]));
        world.Interfaces = [.. (await world.InterfacesAsync()).Keys];
        return world;
    }

    /// <summary>Makes an Auto Scaling group; the instance is its first one.</summary>
    public static async Task<Ec2World> WithGroupAsync(Moto moto, string group, int desired, int max)
    {
        var vpc = Only(await moto.AskAsync("ec2", "CreateVpc", ("CidrBlock", "10.0.0.0/16")), "vpcId");
        var subnet = Only(await moto.AskAsync("ec2", "CreateSubnet", ("VpcId", vpc), ("CidrBlock", "10.0.0.0/20"), ("AvailabilityZone", Moto.Region + "a")), "subnetId");
        await moto.AskAsync("autoscaling", "CreateLaunchConfiguration", ("LaunchConfigurationName", group), ("ImageId", "ami-12c6146b"), ("InstanceType", "t3.micro"));
        await moto.AskAsync("autoscaling", "CreateAutoScalingGroup",
            ("AutoScalingGroupName", group), ("LaunchConfigurationName", group), ("MinSize", "1"), ("MaxSize", $"{max}"),
            ("DesiredCapacity", $"{desired}"), ("VPCZoneIdentifier", subnet));
        var members = await MembersAsync(moto, group);
        return new Ec2World(moto) { Vpc = vpc, Subnet = subnet, Instance = members[0] };
    }

    /// <summary>Ids of a group's instances.</summary>
    public static async Task<ImmutableArray<string>> MembersAsync(Moto moto, string group)
    {
        var answer = await moto.AskAsync("autoscaling", "DescribeAutoScalingGroups", ("AutoScalingGroupNames.member.1", group));
        return [.. answer.Descendants("InstanceId").Select(id => id.Value)];
    }

    /// <summary>The instance's protection and group, as one text to compare.</summary>
    public async Task<string> KeepingAsync()
    {
        var termination = await _moto.AskAsync("ec2", "DescribeInstanceAttribute", ("InstanceId", Instance), ("Attribute", "disableApiTermination"));
        var shutdown = await _moto.AskAsync("ec2", "DescribeInstanceAttribute", ("InstanceId", Instance), ("Attribute", "instanceInitiatedShutdownBehavior"));
        var instance = await _moto.AskAsync("ec2", "DescribeInstances", ("InstanceId.1", Instance));
        var group = await _moto.AskAsync("autoscaling", "DescribeAutoScalingInstances", ("InstanceIds.member.1", Instance));
        return $"protected {termination.Descendants("disableApiTermination").Single().Value}, " +
            $"shutdown {shutdown.Descendants("instanceInitiatedShutdownBehavior").Single().Value}, " +
            $"root deleted {instance.Descendants("ebs").Single().Element("deleteOnTermination")!.Value}, " +
            $"group {group.Descendants("AutoScalingGroupName").SingleOrDefault()?.Value}";
    }

    /// <summary>Attaches another interface.</summary>
    public async Task<string> AttachAsync(int index, ImmutableArray<string> groups)
    {
        var made = await _moto.AskAsync("ec2", "CreateNetworkInterface",
            [("SubnetId", Subnet), .. groups.Select((group, i) => ($"SecurityGroupId.{i + 1}", group))]);
        var eni = Only(made, "networkInterfaceId");
        await _moto.AskAsync("ec2", "AttachNetworkInterface", ("NetworkInterfaceId", eni), ("InstanceId", Instance), ("DeviceIndex", $"{index}"));
        return eni;
    }

    /// <summary>Makes groups.</summary>
    public Task<ImmutableArray<string>> GroupsAsync(string name, int count) => GroupsAsync(_moto, Vpc, name, count);

    /// <summary>Gives an interface an Elastic IP address; returns the address.</summary>
    public async Task<string> AddressAsync(string eni)
    {
        var made = await _moto.AskAsync("ec2", "AllocateAddress", ("Domain", "vpc"));
        Allocations = Allocations.Add(Only(made, "allocationId"));
        await _moto.AskAsync("ec2", "AssociateAddress", ("AllocationId", Allocations[^1]), ("NetworkInterfaceId", eni));
        return Only(made, "publicIp");
    }

    /// <summary>Puts an interface into groups, as somebody else would.</summary>
    public Task MoveAsync(string eni, params ImmutableArray<string> groups) => _moto.AskAsync("ec2", "ModifyNetworkInterfaceAttribute",
        [("NetworkInterfaceId", eni), .. groups.Select((group, i) => ($"SecurityGroupId.{i + 1}", group))]);

    /// <summary>Each interface with its groups.</summary>
    public async Task<ImmutableSortedDictionary<string, string>> InterfacesAsync()
    {
        var answer = await _moto.AskAsync("ec2", "DescribeNetworkInterfaces", ("Filter.1.Name", "attachment.instance-id"), ("Filter.1.Value.1", Instance));
        return answer.Element("networkInterfaceSet")!.Elements("item").ToImmutableSortedDictionary(
            item => item.Element("networkInterfaceId")!.Value,
            item => string.Join(",", item.Element("groupSet")!.Descendants("groupId").Select(id => id.Value).Order(StringComparer.Ordinal)));
    }

    /// <summary>The id of a group of the VPC; null when it has none of this name.</summary>
    public async Task<string?> GroupAsync(string name)
    {
        var answer = await _moto.AskAsync("ec2", "DescribeSecurityGroups",
            ("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", Vpc), ("Filter.2.Name", "group-name"), ("Filter.2.Value.1", name));
        return answer.Descendants("groupId").FirstOrDefault()?.Value;
    }

    /// <summary>How many rules a group has.</summary>
    public async Task<int> RulesAsync(string group)
    {
        var answer = await _moto.AskAsync("ec2", "DescribeSecurityGroupRules", ("Filter.1.Name", "group-id"), ("Filter.1.Value.1", group));
        return answer.Descendants("securityGroupRuleId").Count();
    }

    /// <summary>What a group lets through: direction, protocol and range.</summary>
    public async Task<ImmutableArray<string>> RangesAsync(string group)
    {
        var answer = await _moto.AskAsync("ec2", "DescribeSecurityGroupRules", ("Filter.1.Name", "group-id"), ("Filter.1.Value.1", group));
        return
        [
            .. answer.Element("securityGroupRuleSet")!.Elements("item")
                .Select(rule => $"{(rule.Element("isEgress")!.Value == "true" ? "out" : "in")} {rule.Element("ipProtocol")!.Value} {rule.Element("cidrIpv4")?.Value ?? rule.Element("cidrIpv6")?.Value}")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The interfaces' groups and the addresses' places, as one text to compare.</summary>
    public async Task<string> NetworkAsync()
    {
        var addresses = await _moto.AskAsync("ec2", "DescribeAddresses");
        return string.Join('\n',
        [
            .. (await InterfacesAsync()).Select(one => $"{one.Key} in {one.Value}"),
            .. addresses.Descendants("item").Where(item => Allocations.Contains(item.Element("allocationId")?.Value ?? ""))
                .Select(item => $"{item.Element("publicIp")?.Value} on {item.Element("networkInterfaceId")?.Value}").Order(StringComparer.Ordinal),
        ]);
    }

    private static async Task<ImmutableArray<string>> GroupsAsync(Moto moto, string vpc, string name, int count)
    {
        var groups = ImmutableArray.CreateBuilder<string>(count);
        for (var i = 0; i < count; i++)
            groups.Add(Only(await moto.AskAsync("ec2", "CreateSecurityGroup", ("GroupName", $"{name}-{i}"), ("GroupDescription", name), ("VpcId", vpc)), "groupId"));
        return groups.ToImmutable();
    }

    private static string Only(XElement answer, string name) => answer.Descendants(name).First().Value;
}
