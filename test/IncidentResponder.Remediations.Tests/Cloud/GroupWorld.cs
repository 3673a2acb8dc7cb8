using System.Collections.Immutable;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>A security group of its own, made and read past the code under test.</summary>
public sealed class GroupWorld
{
    private static int s_groups;
    private readonly Moto _moto;

    private GroupWorld(Moto moto) => _moto = moto;

    public required string Group { get; init; }

    /// <summary>Makes a group with rules.</summary>
    public static Task<GroupWorld> MakeAsync(Moto moto, params ImmutableArray<GroupRule> rules) => NamedAsync(moto, $"web-{Interlocked.Increment(ref s_groups)}", rules);

    /// <summary>Makes a group of a name, in a VPC of its own.</summary>
    public static async Task<GroupWorld> NamedAsync(Moto moto, string name, params ImmutableArray<GroupRule> rules)
    {
        var vpc = await moto.AskAsync("ec2", "CreateVpc", ("CidrBlock", "10.0.0.0/16"));
        var made = await moto.AskAsync("ec2", "CreateSecurityGroup", ("GroupName", name), ("GroupDescription", "web"), ("VpcId", vpc.Descendants("vpcId").First().Value));
        var world = new GroupWorld(moto) { Group = made.Descendants("groupId").First().Value };
        foreach (var rule in rules)
            await world.AllowAsync(rule);
        return world;
    }

    /// <summary>Lets somebody in.</summary>
    public Task AllowAsync(GroupRule rule)
    {
        var (set, cidr) = rule.Source.Contains(':', StringComparison.Ordinal) ? ("Ipv6Ranges", "CidrIpv6") : ("IpRanges", "CidrIp");
        return _moto.AskAsync("ec2", "AuthorizeSecurityGroupIngress",
        [
            ("GroupId", Group), ("IpPermissions.1.IpProtocol", rule.Protocol), ($"IpPermissions.1.{set}.1.{cidr}", rule.Source),
            .. rule.Protocol == "-1" ? [] : new[] { ("IpPermissions.1.FromPort", $"{rule.From}"), ("IpPermissions.1.ToPort", $"{rule.To}") },
            .. rule.Description is null ? [] : new[] { ($"IpPermissions.1.{set}.1.Description", rule.Description) },
            .. rule.Tag is null ? [] : new[] { ("TagSpecification.1.ResourceType", "security-group-rule"), ("TagSpecification.1.Tag.1.Key", rule.Tag), ("TagSpecification.1.Tag.1.Value", "web") },
        ]);
    }

    /// <summary>Each ingress rule with its description and tags, but without its id, which a rule that is put back does not keep.</summary>
    public async Task<ImmutableArray<string>> RulesAsync()
    {
        var answer = await _moto.AskAsync("ec2", "DescribeSecurityGroupRules", ("Filter.1.Name", "group-id"), ("Filter.1.Value.1", Group));
        return
        [
            .. from rule in answer.Element("securityGroupRuleSet")!.Elements("item")
               where rule.Element("isEgress")!.Value == "false"
               let source = rule.Element("cidrIpv4")?.Value ?? rule.Element("cidrIpv6")?.Value
               let tags = rule.Descendants("key").Select(key => $" {key.Value}={key.ElementsAfterSelf("value").First().Value}").Order(StringComparer.Ordinal)
               select $"{rule.Element("ipProtocol")!.Value} {rule.Element("fromPort")!.Value}-{rule.Element("toPort")!.Value} {source} '{rule.Element("description")?.Value}'{string.Concat(tags)}" into line
               orderby line
               select line,
        ];
    }

    /// <summary>Each ingress rule by what EC2 tells it apart by.</summary>
    public async Task<ImmutableArray<string>> KeysAsync() => [.. (await RulesAsync()).Select(rule => rule[..rule.IndexOf(" '", StringComparison.Ordinal)])];

    /// <summary>All rules, as one text to compare.</summary>
    public async Task<string> LookAsync() => string.Join('\n', await RulesAsync());
}
