using System.Text.Json.Serialization;
using Amazon.NetworkFirewall;
using Amazon.NetworkFirewall.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.NetworkFirewall;

/// <summary>Drops web traffic to an attacker's domain and all below it in every firewall that has the dedicated rule group, by one entry in its list.</summary>
internal sealed partial class BlockDomain(AwsClients aws) : Remediation<BlockDomain.State>(aws, NetworkFirewallBlockDomainJson.Default.State)
{
    private const string GroupName = "incident-responder-block-domains";
    private const string MakeIt =
        "aws network-firewall create-rule-group --rule-group-name incident-responder-block-domains --type STATEFUL --capacity 1000 --rule-group "
        + "'{\"RulesSource\":{\"RulesSourceList\":{\"Targets\":[\"placeholder.invalid\"],\"TargetTypes\":[\"TLS_SNI\",\"HTTP_HOST\"],\"GeneratedRulesType\":\"DENYLIST\"}}}'";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "NetworkFirewall/BlockDomain",
        Title = "Drop web traffic to {target} and below it in the network firewalls",
        Why = "Nothing behind the firewalls reaches the attacker's hosts by HTTP or TLS under this name any more.",
        TargetType = "RemoteDomain",
        Resolves = ["Backdoor:EC2/C&CActivity.B!DNS", "CryptoCurrency:EC2/BitcoinTool.B!DNS", "Trojan:EC2/*!DNS", "Impact:EC2/*DomainRequest.Reputation"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads =
        [
            "network-firewall:DescribeFirewall", "network-firewall:DescribeFirewallPolicy", "network-firewall:DescribeRuleGroup",
            "network-firewall:ListFirewalls",
        ],
        Writes = ["network-firewall:UpdateRuleGroup"],
        Scope = ["arn:{partition}:network-firewall:{region}:{account}:stateful-rulegroup/incident-responder-block-domains"],
        MayBreak = "Everything that uses the name or one below it is cut off: look first whether it is a host of many people's pages. Only HTTP and TLS that names the host is seen, in new connections, from the addresses in the group's HOME_NET, which are those of the firewall's own VPC unless the group says otherwise. In a policy of default order a pass rule wins over the drop.",
        HowToVerify = "aws network-firewall describe-rule-group --rule-group-name incident-responder-block-domains --type STATEFUL shows the name with a dot before it; aws network-firewall describe-firewall --firewall-name NAME says IN_SYNC.",
        HowToUndo = "Undo takes the one entry out of the list and leaves the others. By hand: aws network-firewall describe-rule-group, then aws network-firewall update-rule-group with its UpdateToken and all targets but this one.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var look = AttackerDomain.Parse(target.Resource.Id);
        if (look is not Look<AttackerDomain>.Usable { State: var domain })
            return look.Instead<State>();
        if (await BlockingGroup.ReadAsync(Aws, GroupName, cancel) is not { } group)
            return new Look<State>.Unusable($"There is no rule group {GroupName} in {Aws.Region}. Make it and add it to the firewall policies: {MakeIt}.");
        if (group.Rules.RulesSource?.RulesSourceList is not { } list || (list.GeneratedRulesType != GeneratedRulesType.DENYLIST && list.GeneratedRulesType != GeneratedRulesType.REJECTLIST))
            return new Look<State>.Unusable($"Rule group {GroupName} has no list of domains that it denies. Delete it and make it anew: {MakeIt}.");

        var blocked = Targets(group).Any(entry => entry.StartsWith('.') && domain.IsUnder(entry[1..]));
        var firewalls = await BlockingFirewall.OfGroupAsync(Aws, group.About.RuleGroupArn, cancel);
        return !blocked && firewalls.IsEmpty
            ? new Look<State>.Unusable($"No firewall of {Aws.Region} drops what rule group {GroupName} says; add it to a firewall policy with aws network-firewall update-firewall-policy.")
            : new Look<State>.Usable(new(group.About.RuleGroupArn, blocked) { Live = group, Late = firewalls.FirstOrDefault(firewall => !firewall.InSync)?.Arn });
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => before with { Blocked = true };

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (AttackerDomain.Parse(target.Resource.Id) is not Look<AttackerDomain>.Usable { State: var domain })
            yield break;

        var entry = $".{domain.Name}";
        if (wanted.Blocked && !now.Blocked)
            yield return Update(now, $"with {entry}", entries => [.. entries, entry]);
        else if (!wanted.Blocked && now.Live is { } live && Targets(live).Contains(entry))
            yield return Update(now, $"without {entry}", entries => [.. entries.Where(one => one != entry)]);
    }

    /// <inheritdoc/>
    protected override string? Underway(RemediationTarget target, State now, State wanted) =>
        now.Late is { } late ? $"{late} has not taken over the newest rules yet." : null;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"{target.Resource.Id} is {(state.Blocked ? "" : "not ")}among the domains that {state.Group} denies (Network Firewall).";

    private static IEnumerable<string> Targets(BlockingGroup group) => group.Rules.RulesSource?.RulesSourceList?.Targets ?? [];

    private Change Update(State now, string how, Func<IEnumerable<string>, List<string>> change) =>
        new("network-firewall:UpdateRuleGroup", $"{GroupName} {how}", stop => now.Live is { } live
            ? live.UpdateAsync(Aws, With(live.Rules, change(Targets(live))), stop)
            : throw new InvalidOperationException($"Rule group {GroupName} was not read before its update; read the target again."));

    private static RuleGroup With(RuleGroup rules, List<string> targets) => new()
    {
        RuleVariables = rules.RuleVariables,
        ReferenceSets = rules.ReferenceSets,
        StatefulRuleOptions = rules.StatefulRuleOptions,
        RulesSource = new()
        {
            RulesSourceList = new()
            {
                Targets = targets,
                TargetTypes = rules.RulesSource.RulesSourceList.TargetTypes,
                GeneratedRulesType = rules.RulesSource.RulesSourceList.GeneratedRulesType,
            },
        },
    };

    /// <summary>What is known of a domain in the group's list. The other entries are other people's, and come and go.</summary>
    /// <param name="Group">The group's ARN.</param>
    /// <param name="Blocked">Whether the group denies the domain and all below it.</param>
    internal sealed record State(string Group, bool Blocked)
    {
        /// <summary>The group as it is now.</summary>
        [JsonIgnore]
        public BlockingGroup? Live { get; init; }

        /// <summary>A firewall that has not taken over the newest rules yet.</summary>
        [JsonIgnore]
        public string? Late { get; init; }
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class NetworkFirewallBlockDomainJson : JsonSerializerContext;
}
