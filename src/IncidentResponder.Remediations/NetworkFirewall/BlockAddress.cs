using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.NetworkFirewall.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.NetworkFirewall;

/// <summary>
/// Drops all traffic from and to an attacker's address in every firewall that has the dedicated rule group, and makes them forget the
/// flows that are under way. The group's rules drop what its variable holds; only the variable is changed, by one entry.
/// </summary>
internal sealed partial class BlockAddress(AwsClients aws) : Remediation<AddressBlockState>(aws, NetworkFirewallBlockAddressJson.Default.AddressBlockState)
{
    private const string GroupName = "incident-responder-block";
    private const string Variable = "IR_BLOCKED";
    private const string MakeIt =
        "aws network-firewall create-rule-group --rule-group-name incident-responder-block --type STATEFUL --capacity 10 --rule-group "
        + "'{\"RuleVariables\":{\"IPSets\":{\"IR_BLOCKED\":{\"Definition\":[\"192.0.2.255/32\"]}}},\"RulesSource\":{\"RulesString\":"
        + "\"drop ip $IR_BLOCKED any -> any any (sid:7700001; rev:1;)\\ndrop ip any any -> $IR_BLOCKED any (sid:7700002; rev:1;)\"}}'";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "NetworkFirewall/BlockAddress",
        Title = "Drop all traffic of {target} in the network firewalls",
        Why = "The attacker's address reaches nothing behind the firewalls any more, and nothing reaches it.",
        TargetType = "RemoteAddress",
        Resolves = ["UnauthorizedAccess:EC2/SSHBruteForce", "UnauthorizedAccess:EC2/RDPBruteForce"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads =
        [
            "ec2:DescribeAddresses", "ec2:DescribeNatGateways", "network-firewall:DescribeFirewall", "network-firewall:DescribeFirewallPolicy",
            "network-firewall:DescribeFlowOperation", "network-firewall:DescribeRuleGroup", "network-firewall:ListFirewalls",
            "network-firewall:ListFlowOperations",
        ],
        Writes = ["network-firewall:StartFlowFlush", "network-firewall:UpdateRuleGroup"],
        Scope =
        [
            "arn:{partition}:network-firewall:{region}:{account}:stateful-rulegroup/incident-responder-block",
            "arn:{partition}:network-firewall:{region}:{account}:firewall/*",
        ],
        MayBreak = "All who share the address are cut off from every VPC behind these firewalls. In a policy of default order a pass rule wins over the drop. A connection that is opened while the firewalls take over the rule stays, and with the stream exception policy CONTINUE a forgotten one goes on: flush again by hand then.",
        HowToVerify = "aws network-firewall describe-rule-group --rule-group-name incident-responder-block --type STATEFUL shows the address in IR_BLOCKED; aws network-firewall describe-firewall --firewall-name NAME says IN_SYNC.",
        HowToUndo = "Undo takes the one entry out of IR_BLOCKED and leaves the others; connections that were cut have to be opened anew. By hand: aws network-firewall describe-rule-group, then aws network-firewall update-rule-group with its UpdateToken and all entries but this one.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<AddressBlockState>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var look = await AttackerAddress.OfOthersAsync(Aws, target.Resource.Id, cancel);
        if (look is not Look<AttackerAddress>.Usable { State: var address })
            return look.Instead<AddressBlockState>();
        if (await BlockingGroup.ReadAsync(Aws, GroupName, cancel) is not { } group)
            return new Look<AddressBlockState>.Unusable($"There is no rule group {GroupName} in {Aws.Region}. Make it and add it to the firewall policies: {MakeIt}.");
        if (group.Rules.RulesSource?.RulesString?.Contains($"drop ip ${Variable} ", StringComparison.Ordinal) is not true || !Entries(group.Rules).Any())
            return new Look<AddressBlockState>.Unusable($"Rule group {GroupName} has no rule \"drop ip ${Variable} …\" with such a variable. Delete it and make it anew: {MakeIt}.");

        var blocked = Entries(group.Rules).Any(address.IsIn);
        var firewalls = await BlockingFirewall.OfGroupAsync(Aws, group.About.RuleGroupArn, cancel);
        if (!blocked && firewalls.IsEmpty)
            return new Look<AddressBlockState>.Unusable($"No firewall of {Aws.Region} drops what rule group {GroupName} says; add it to a firewall policy with aws network-firewall update-firewall-policy.");
        return new Look<AddressBlockState>.Usable(
            new(group.About.RuleGroupArn, blocked, await FlowFlushes.ReadAsync(Aws, firewalls, address.Cidr, cancel)) { Live = group, Firewalls = firewalls });
    }

    /// <inheritdoc/>
    protected override AddressBlockState Contained(RemediationTarget target, AddressBlockState before, DateTimeOffset at) => before.Blocked
        ? before
        : before with { Blocked = true, Forgotten = before.Forgotten.ToImmutableSortedDictionary(one => one.Key, _ => true, StringComparer.Ordinal) };

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, AddressBlockState now, AddressBlockState wanted)
    {
        if (AttackerAddress.Parse(target.Resource.Id) is not Look<AttackerAddress>.Usable { State: var address })
            yield break;

        if (wanted.Blocked && !now.Blocked)
            yield return Update(now, $"with {address.Cidr}", entries => [.. entries, address.Cidr]);
        else if (!wanted.Blocked && now.Live is { } live && Entries(live.Rules).Any(address.Is))
            yield return Update(now, $"without {address.Cidr}", entries => [.. entries.Where(one => !address.Is(one))]);

        foreach (var place in wanted.Forgotten.Where(one => one.Value && !now.Forgotten.GetValueOrDefault(one.Key)).Select(one => one.Key))
            yield return Flush(place, address.Cidr);
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, AddressBlockState state) =>
        $"{target.Resource.Id} is {(state.Blocked ? "" : "not ")}among what rule group {GroupName} drops in {string.Join(", ", state.Forgotten.Keys)} (Network Firewall).";

    /// <inheritdoc/>
    protected override string? Underway(RemediationTarget target, AddressBlockState now, AddressBlockState wanted) =>
        now.Firewalls.FirstOrDefault(firewall => !firewall.InSync) is { } late ? $"{late.Arn} has not taken over the newest rules yet." : null;

    private static IEnumerable<string> Entries(RuleGroup rules) => rules.RuleVariables?.IPSets?.GetValueOrDefault(Variable)?.Definition ?? [];

    private Change Update(AddressBlockState now, string how, Func<IEnumerable<string>, List<string>> change) =>
        new("network-firewall:UpdateRuleGroup", $"{GroupName}: {Variable} {how}", stop => now.Live is { } live
            ? live.UpdateAsync(Aws, With(live.Rules, change(Entries(live.Rules))), stop)
            : throw new InvalidOperationException($"Rule group {GroupName} was not read before its update; read the target again."));

    private Change Flush(string place, string cidr)
    {
        var (arn, zone) = (place[..place.IndexOf(" in ", StringComparison.Ordinal)], place[(place.IndexOf(" in ", StringComparison.Ordinal) + 4)..]);
        return new("network-firewall:StartFlowFlush", $"{place}: from and to {cidr}", stop => Aws.NetworkFirewall.StartFlowFlushAsync(
            new() { FirewallArn = arn, AvailabilityZone = zone, FlowFilters = FlowFlushes.Filters(cidr) }, stop));
    }

    private static RuleGroup With(RuleGroup rules, List<string> entries) => new()
    {
        RulesSource = rules.RulesSource,
        ReferenceSets = rules.ReferenceSets,
        StatefulRuleOptions = rules.StatefulRuleOptions,
        RuleVariables = new()
        {
            PortSets = rules.RuleVariables.PortSets,
            IPSets = new(rules.RuleVariables.IPSets) { [Variable] = new() { Definition = entries } },
        },
    };

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(AddressBlockState))]
    private sealed partial class NetworkFirewallBlockAddressJson : JsonSerializerContext;
}
