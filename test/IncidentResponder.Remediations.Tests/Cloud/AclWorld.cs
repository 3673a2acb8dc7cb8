using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>An instance in one subnet and a second subnet with a network ACL of its own, made and read past the code under test.</summary>
public sealed class AclWorld
{
    private readonly Moto _moto;

    private AclWorld(Moto moto) => _moto = moto;

    public required string Instance { get; init; }

    /// <summary>The instance's address.</summary>
    public required string Address { get; init; }

    /// <summary>The network ACL of the instance's subnet.</summary>
    public required string Own { get; init; }

    /// <summary>The network ACL of the other subnet.</summary>
    public required string Neighbour { get; init; }

    /// <summary>Makes it; the other subnet's ACL allows everything by its entries 100.</summary>
    public static async Task<AclWorld> MakeAsync(Moto moto)
    {
        var ec2 = await Ec2World.WithInstanceAsync(moto, 1);
        var other = (await moto.AskAsync("ec2", "CreateSubnet", ("VpcId", ec2.Vpc), ("CidrBlock", "10.0.32.0/20"))).Descendants("subnetId").First().Value;
        var acl = (await moto.AskAsync("ec2", "CreateNetworkAcl", ("VpcId", ec2.Vpc))).Descendants("networkAclId").First().Value;
        var shared = await moto.AskAsync("ec2", "DescribeNetworkAcls", ("Filter.1.Name", "association.subnet-id"), ("Filter.1.Value.1", other));
        var association = shared.Descendants("associationSet").Elements("item").Single(one => one.Element("subnetId")!.Value == other);
        await moto.AskAsync("ec2", "ReplaceNetworkAclAssociation", ("AssociationId", association.Element("networkAclAssociationId")!.Value), ("NetworkAclId", acl));
        var instance = await moto.AskAsync("ec2", "DescribeInstances", ("InstanceId.1", ec2.Instance));
        var world = new AclWorld(moto)
        {
            Instance = ec2.Instance,
            Address = instance.Descendants("privateIpAddress").First().Value,
            Own = association.Element("networkAclId")!.Value,
            Neighbour = acl,
        };
        await world.AllowAsync(100);
        return world;
    }

    /// <summary>Allows everything in and out of the other subnet.</summary>
    public async Task AllowAsync(int number)
    {
        await EntryAsync(number, "allow", egress: false, "0.0.0.0/0");
        await EntryAsync(number, "allow", egress: true, "0.0.0.0/0");
    }

    /// <summary>Denies a range in the other subnet's ACL.</summary>
    public Task DenyAsync(int number, bool egress, string cidr) => EntryAsync(number, "deny", egress, cidr);

    /// <summary>The entries of an ACL, in their order.</summary>
    public async Task<ImmutableArray<string>> EntriesAsync(string acl)
    {
        var answer = await _moto.AskAsync("ec2", "DescribeNetworkAcls", ("NetworkAclId.1", acl));
        return
        [
            .. from entry in answer.Descendants("entrySet").Elements("item")
               let way = entry.Element("egress")!.Value == "true" ? "out" : "in"
               let number = int.Parse(entry.Element("ruleNumber")!.Value, CultureInfo.InvariantCulture)
               orderby way, number
               let cidr = entry.Element("cidrBlock")?.Value is { Length: > 0 } v4 ? v4 : entry.Element("ipv6CidrBlock")!.Value
               select $"{way} {number} {entry.Element("ruleAction")!.Value} {cidr}",
        ];
    }

    /// <summary>The entries of both ACLs, as one text to compare.</summary>
    public async Task<string> LookAsync() => string.Join('\n', [.. await EntriesAsync(Own), .. await EntriesAsync(Neighbour)]);

    private Task EntryAsync(int number, string action, bool egress, string cidr) => _moto.AskAsync("ec2", "CreateNetworkAclEntry",
        ("NetworkAclId", Neighbour), ("RuleNumber", $"{number}"), ("Protocol", "-1"), ("RuleAction", action), ("Egress", egress ? "true" : "false"), ("CidrBlock", cidr));
}
