using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.EC2;
using Amazon.EC2.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Evidence;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>
/// Takes the administration ports out of what a security group lets everybody reach. A rule that serves others too is replaced by the
/// rest of it, so that a website behind "all ports" goes on. Rules for narrower sources, other groups and prefix lists are not looked at.
/// </summary>
internal sealed partial class RevokeOpenIngress(AwsClients aws) : Remediation<RevokeOpenIngress.State>(aws, RevokeOpenIngressJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ec2/RevokeOpenIngress",
        Title = "Close SSH and remote desktop of security group {target} to the internet",
        Why = "Nobody from anywhere can try passwords, keys and weaknesses on ports 22 and 3389 any more.",
        TargetType = "AwsEc2SecurityGroup",
        Resolves = ["EC2.13", "EC2.14", "EC2.18", "EC2.19", "Recon:EC2/PortProbeUnprotectedPort", "UnauthorizedAccess:EC2/SSHBruteForce", "UnauthorizedAccess:EC2/RDPBruteForce"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.ContainNow,
        Reads = ["ec2:DescribeSecurityGroupRules", "ec2:DescribeSecurityGroups"],
        Writes = ["ec2:AuthorizeSecurityGroupIngress", "ec2:CreateTags", "ec2:RevokeSecurityGroupIngress"],
        Scope = ["arn:{partition}:ec2:{region}:{account}:security-group/{id}", "arn:{partition}:ec2:{region}:{account}:security-group-rule/*"],
        Conditions = [new("ec2:CreateTags", "StringEquals", "ec2:CreateAction", "AuthorizeSecurityGroupIngress")],
        BlastRadiusReads = ["ec2:DescribeNetworkInterfaces"],
        MayBreak =
            "People who administer from anywhere can't log in; give them Session Manager or a rule for their own addresses. A rule that serves others too is missing for a moment, until its parts stand in for it. Of a rule for all traffic, TCP, UDP and ICMP without the two ports stay, and " +
            "other protocols (GRE, ESP) stop. Connections that are open already stay open until they end. Prefix lists, other groups and ranges such as 0.0.0.0/1 are not looked at, and a template that holds the rule puts it back.",
        HowToVerify = "aws ec2 describe-security-group-rules --filters Name=group-id,Values=GROUP shows no ingress rule of 0.0.0.0/0 or ::/0 with port 22 or 3389 in it, and none with IpProtocol -1.",
        HowToUndo =
            "Undo puts the rules back with their descriptions and tags, under new rule ids, and takes out those that stood in for them; the ports are open to everybody again at once. " +
            "By hand: aws ec2 authorize-security-group-ingress --group-id GROUP --ip-permissions IpProtocol=tcp,FromPort=22,ToPort=22,IpRanges=[{CidrIp=0.0.0.0/0}].",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var (id, account) = (target.Resource.Id, target.Resource.Account);
        try
        {
            var answer = await Aws.Ec2.DescribeSecurityGroupsAsync(new() { GroupIds = [id] }, cancel);
            var group = answer.SecurityGroups.Single();
            if (group.OwnerId != account.Value)
                return new Look<State>.Unusable($"Security group {id} belongs to account {group.OwnerId}, not to {account} as the finding says; it is left alone.");
            if (group.GroupName is QuarantineGroups.OpenName or QuarantineGroups.EmptyName)
                return new Look<State>.Unusable($"Security group {id} is {group.GroupName}, through which the responder isolates instances; it is left alone. If an interface stays in it for minutes, isolate its instance again.");

            var rules = (await new QuarantineGroups(Aws.Ec2).RulesAsync(id, cancel)).Select(OpenRule.Of).OfType<OpenRule>();
            return new Look<State>.Usable(new([.. rules.OrderBy(rule => rule.Key, StringComparer.Ordinal)]))
            {
                Tags = (group.Tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value),
            };
        }
        catch (AmazonEC2Exception gone) when (gone.ErrorCode is "InvalidGroup.NotFound" or "InvalidGroupId.Malformed")
        {
            return new Look<State>.Gone($"Security group {id} does not exist in account {account}, {target.Resource.Region}; check whether it was deleted after the finding.");
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at)
    {
        var kept = before.Rules.Where(rule => !rule.Exposes);
        var parts = before.Rules.Where(rule => rule.Exposes).SelectMany(rule => rule.WithoutAdministration(target.Incident.Value));
        return new([.. kept.Concat(parts).DistinctBy(rule => rule.Key).OrderBy(rule => rule.Key, StringComparer.Ordinal)]);
    }

    // A part goes only when a rule that is there lets in what it did: what a group serves is not cut on the way back.
    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var group = target.Resource.Id;
        var surplus = now.Rules.Where(rule => !wanted.Has(rule)).ToList();
        foreach (var rule in surplus.Where(rule => rule.Exposes))
            yield return Revoke(group, rule);

        var missing = wanted.Rules.Where(rule => !now.Has(rule)).ToList();
        foreach (var rule in missing)
            yield return Authorize(group, rule) with { LookAfter = rule == missing[^1] };

        foreach (var part in surplus.Where(rule => !rule.Exposes && rule.Tags?.ContainsKey(VolumeSnapshots.IncidentTag) is true))
        {
            if (now.Rules.Any(rule => wanted.Has(rule) && rule.Covers(part)))
                yield return Revoke(group, part);
        }
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state)
    {
        var exposing = state.Rules.Where(rule => rule.Exposes).Select(rule => rule.Key).ToList();
        return exposing.Count == 0
            ? $"Security group {target.Resource.Id} lets nobody from everywhere reach ports 22 and 3389 (EC2)."
            : $"Security group {target.Resource.Id} lets everybody reach ports 22 or 3389: {string.Join(", ", exposing)} (EC2).";
    }

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var users = new List<string>();
        var request = new DescribeNetworkInterfacesRequest { Filters = [new() { Name = "group-id", Values = [target.Resource.Id] }] };
        await foreach (var page in Aws.Ec2.Paginators.DescribeNetworkInterfaces(request).Responses.WithCancellation(cancel))
            users.AddRange((page.NetworkInterfaces ?? []).Select(one => one.Attachment?.InstanceId ?? one.NetworkInterfaceId));
        return [users.Count == 0
            ? $"No network interface uses {target.Resource.Id} (EC2)."
            : $"{users.Count} network interfaces use {target.Resource.Id}: {string.Join(", ", users.Distinct().Order(StringComparer.Ordinal))} (EC2)."];
    }

    private Change Revoke(string group, OpenRule rule) => new("ec2:RevokeSecurityGroupIngress", $"{group}: {rule.Key}", async stop =>
    {
        var answer = await Aws.Ec2.RevokeSecurityGroupIngressAsync(new() { GroupId = group, SecurityGroupRuleIds = [rule.RuleId] }, stop);

        // EC2 may answer 200 although it found no such rule.
        if (answer.Return is false || answer.UnknownIpPermissions is { Count: > 0 })
            throw new AmazonEC2Exception($"EC2 did not find {rule.Key} in {group}.") { ErrorCode = "UnknownIpPermissions" };
    });

    private Change Authorize(string group, OpenRule rule) => new("ec2:AuthorizeSecurityGroupIngress", $"{group}: {rule.Key}", stop =>
    {
        var request = new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [rule.ToPermission()] };
        if (rule.Tags is { } tags)
            request.TagSpecifications = [new() { ResourceType = ResourceType.SecurityGroupRule, Tags = [.. tags.Select(tag => new Tag(tag.Key, tag.Value))] }];
        return Aws.Ec2.AuthorizeSecurityGroupIngressAsync(request, stop);
    });

    /// <summary>What is captured and put back.</summary>
    /// <param name="Rules">The ingress rules for everybody, by what EC2 tells them apart by.</param>
    internal sealed record State(IReadOnlyList<OpenRule> Rules)
    {
        /// <summary>Whether there is such a rule, whatever its description.</summary>
        public bool Has(OpenRule rule) => Rules.Any(one => one.Key == rule.Key);
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RevokeOpenIngressJson : JsonSerializerContext;
}
