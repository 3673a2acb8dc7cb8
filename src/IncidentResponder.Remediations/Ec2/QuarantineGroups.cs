using System.Collections.Immutable;
using Amazon.EC2;
using Amazon.EC2.Model;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>
/// The two groups of a VPC through which an interface is isolated. Flows that a group tracks survive a change of
/// groups; flows under "everything allowed" are not tracked. So an interface goes to "ir-open" first, where its live
/// flows become untracked, and then to "ir-empty", where they die at once.
/// </summary>
internal sealed class QuarantineGroups(IAmazonEC2 ec2)
{
    public const string OpenName = "ir-open";
    public const string EmptyName = "ir-empty";

    private static readonly ImmutableArray<(bool Egress, bool V6)> Everything = [(false, false), (false, true), (true, false), (true, true)];

    /// <summary>The group's id; null when the VPC has none of this name.</summary>
    public async Task<string?> FindAsync(string vpc, string name, CancellationToken cancel)
    {
        var request = new DescribeSecurityGroupsRequest
        {
            Filters = [new() { Name = "vpc-id", Values = [vpc] }, new() { Name = "group-name", Values = [name] }],
        };
        var answer = await ec2.DescribeSecurityGroupsAsync(request, cancel);
        return answer.SecurityGroups?.FirstOrDefault()?.GroupId;
    }

    /// <summary>Which of the groups still exist.</summary>
    public async Task<ImmutableHashSet<string>> ExistingAsync(IEnumerable<string> groups, CancellationToken cancel)
    {
        var request = new DescribeSecurityGroupsRequest { Filters = [new() { Name = "group-id", Values = [.. groups.Distinct()] }] };
        var answer = await ec2.DescribeSecurityGroupsAsync(request, cancel);
        return [.. (answer.SecurityGroups ?? []).Select(group => group.GroupId)];
    }

    /// <summary>Every rule of a group, both directions, IPv4 and IPv6.</summary>
    public async Task<ImmutableArray<SecurityGroupRule>> RulesAsync(string group, CancellationToken cancel)
    {
        var request = new DescribeSecurityGroupRulesRequest { Filters = [new() { Name = "group-id", Values = [group] }] };
        var rules = ImmutableArray.CreateBuilder<SecurityGroupRule>();
        await foreach (var page in ec2.Paginators.DescribeSecurityGroupRules(request).Responses.WithCancellation(cancel))
            rules.AddRange(page.SecurityGroupRules ?? []);
        return rules.ToImmutable();
    }

    /// <summary>Finds or makes "ir-empty" and takes every rule out, also those that somebody added to it since.</summary>
    public async Task<string> EnsureEmptyAsync(string vpc, IJournal journal, CancellationToken cancel)
    {
        var group = await FindOrCreateAsync(vpc, EmptyName, "Incident response: no traffic in or out", journal, cancel);
        var rules = await RulesAsync(group, cancel);
        List<string> inward = [.. rules.Where(rule => rule.IsEgress is not true).Select(rule => rule.SecurityGroupRuleId)];
        List<string> outward = [.. rules.Where(rule => rule.IsEgress is true).Select(rule => rule.SecurityGroupRuleId)];
        if (inward.Count > 0)
            await journal.ChangeAsync("ec2:RevokeSecurityGroupIngress", $"{group} ({EmptyName}): {inward.Count} rules",
                stop => ec2.RevokeSecurityGroupIngressAsync(new() { GroupId = group, SecurityGroupRuleIds = inward }, stop), cancel);
        if (outward.Count > 0)
            await journal.ChangeAsync("ec2:RevokeSecurityGroupEgress", $"{group} ({EmptyName}): {outward.Count} rules",
                stop => ec2.RevokeSecurityGroupEgressAsync(new() { GroupId = group, SecurityGroupRuleIds = outward }, stop), cancel);
        return group;
    }

    /// <summary>Finds or makes "ir-open" and allows everything in it, so that flows in it are untracked.</summary>
    public async Task<string> EnsureOpenAsync(string vpc, IJournal journal, CancellationToken cancel)
    {
        var group = await FindOrCreateAsync(vpc, OpenName, "Incident response: all traffic, for seconds, on the way to ir-empty", journal, cancel);
        var rules = await RulesAsync(group, cancel);
        foreach (var (egress, v6) in Everything.Where(wanted => !rules.Any(rule => Allows(rule, wanted.Egress, wanted.V6))))
            await AllowAsync(group, egress, v6, journal, cancel);
        return group;
    }

    private async Task<string> FindOrCreateAsync(string vpc, string name, string purpose, IJournal journal, CancellationToken cancel)
    {
        if (await FindAsync(vpc, name, cancel) is { } found)
            return found;
        var request = new CreateSecurityGroupRequest
        {
            GroupName = name,
            Description = purpose,
            VpcId = vpc,
            TagSpecifications = [new() { ResourceType = ResourceType.SecurityGroup, Tags = [new("ir:purpose", "quarantine")] }],
        };
        try
        {
            var made = await journal.ChangeAsync("ec2:CreateSecurityGroup", $"{name} in {vpc}",
                stop => ec2.CreateSecurityGroupAsync(request, stop), cancel);
            return made.GroupId;
        }
        catch (AmazonEC2Exception taken) when (taken.ErrorCode is "InvalidGroup.Duplicate")
        {
            // Another incident in the same VPC made it between our look and our call.
            return await FindAsync(vpc, name, cancel) ?? throw new InvalidOperationException(
                $"Group {name} of {vpc} exists but can't be found; check that the responder may call ec2:DescribeSecurityGroups.", taken);
        }
    }

    private Task AllowAsync(string group, bool egress, bool v6, IJournal journal, CancellationToken cancel)
    {
        var everything = v6
            ? new IpPermission { IpProtocol = "-1", Ipv6Ranges = [new() { CidrIpv6 = "::/0" }] }
            : new IpPermission { IpProtocol = "-1", Ipv4Ranges = [new() { CidrIp = "0.0.0.0/0" }] };
        var subject = $"{group} ({OpenName}): all {(v6 ? "IPv6" : "IPv4")}";
        return egress
            ? journal.ChangeAsync("ec2:AuthorizeSecurityGroupEgress", subject,
                stop => ec2.AuthorizeSecurityGroupEgressAsync(new() { GroupId = group, IpPermissions = [everything] }, stop), cancel)
            : journal.ChangeAsync("ec2:AuthorizeSecurityGroupIngress", subject,
                stop => ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = group, IpPermissions = [everything] }, stop), cancel);
    }

    private static bool Allows(SecurityGroupRule rule, bool egress, bool v6) =>
        (rule.IsEgress is true) == egress && rule.IpProtocol == "-1" && (v6 ? rule.CidrIpv6 == "::/0" : rule.CidrIpv4 == "0.0.0.0/0");
}
