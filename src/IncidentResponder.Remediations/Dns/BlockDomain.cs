using System.Text.Json.Serialization;
using Amazon.Route53Resolver;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Dns;

/// <summary>Blocks the lookup of an attacker's domain and all below it in every VPC whose DNS firewall has the dedicated list.</summary>
internal sealed partial class BlockDomain(AwsClients aws) : Remediation<BlockDomain.State>(aws, DnsBlockDomainJson.Default.State)
{
    private const string ListName = "incident-responder-blocked-domains";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Dns/BlockDomain",
        Title = "Block lookups of {target} and below it in the VPCs",
        Why = "Malware in the VPCs finds the attacker's hosts no more, and sends nothing out in names it asks for.",
        TargetType = "RemoteDomain",
        Resolves = ["Backdoor:EC2/C&CActivity.B!DNS", "CryptoCurrency:EC2/BitcoinTool.B!DNS", "Trojan:EC2/*!DNS", "Impact:EC2/*DomainRequest.Reputation", "UnauthorizedAccess:EC2/MetadataDNSRebind"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads =
        [
            "route53resolver:GetFirewallDomainList", "route53resolver:ListFirewallDomainLists", "route53resolver:ListFirewallDomains",
            "route53resolver:ListFirewallRuleGroupAssociations", "route53resolver:ListFirewallRuleGroups", "route53resolver:ListFirewallRules",
        ],
        Writes = ["route53resolver:UpdateFirewallDomains"],
        Scope = ["arn:{partition}:route53resolver:{region}:{account}:firewall-domain-list/*"],
        MayBreak = "Everything that looks the name or one below it up in these VPCs fails: look first whether it is a host of many people's pages. Connections that exist go on, answers stay in caches for their time to live, and who asks another resolver is not stopped.",
        HowToVerify = "aws route53resolver list-firewall-domains --firewall-domain-list-id ID shows the name, and the name with *. before it; a lookup in the VPC is answered as the Block rule says.",
        HowToUndo = "Undo takes the two entries out of the list and leaves the others. By hand: aws route53resolver update-firewall-domains --firewall-domain-list-id ID --operation REMOVE --domains NAME '*.NAME'.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var look = AttackerDomain.Parse(target.Resource.Id);
        if (look is not Look<AttackerDomain>.Usable { State: var domain })
            return look.Instead<State>();
        if (await DomainLists.FindAsync(Aws, ListName, cancel) is not { } found)
            return new Look<State>.Unusable($"There is no domain list {ListName} in {Aws.Region}. Make it, and let a Block rule of a rule group of your VPCs refer to it: aws route53resolver create-firewall-domain-list --name {ListName}; aws route53resolver create-firewall-rule; aws route53resolver associate-firewall-rule-group.");

        var list = (await Aws.Resolver.GetFirewallDomainListAsync(new() { FirewallDomainListId = found.Id }, cancel)).FirewallDomainList;
        var entries = await DomainLists.EntriesAsync(Aws, found.Id, cancel);
        var state = new State(found.Arn, [.. Own(domain).Where(own => entries.Contains(own) || entries.Any(entry => entry.StartsWith("*.", StringComparison.Ordinal) && IsBelow(own, entry[2..])))])
        {
            Id = found.Id,
            Entries = [.. Own(domain).Where(entries.Contains)],
            Status = list.Status?.Value,
        };
        return await DomainLists.IsUsedAsync(Aws, found.Id, cancel) || state.Blocked.Count == 2
            ? new Look<State>.Usable(state)
            : new Look<State>.Unusable($"No VPC of {Aws.Region} blocks what domain list {ListName} holds. Let a Block rule refer to it: aws route53resolver create-firewall-rule --firewall-domain-list-id {found.Id} --action BLOCK --block-response NXDOMAIN, and associate its rule group with your VPCs.");
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        AttackerDomain.Parse(target.Resource.Id) is Look<AttackerDomain>.Usable { State: var domain } ? before with { Blocked = Own(domain) } : before;

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var missing = wanted.Blocked.Except(now.Blocked).ToList();
        var extra = now.Entries.Except(wanted.Blocked).ToList();
        if (missing.Count > 0)
            yield return Update(now, FirewallDomainUpdateOperation.ADD, missing);
        if (extra.Count > 0)
            yield return Update(now, FirewallDomainUpdateOperation.REMOVE, extra);
    }

    /// <inheritdoc/>
    protected override string? Underway(RemediationTarget target, State now, State wanted) => now.Status is "COMPLETE"
        ? null
        : $"Domain list {ListName} is {now.Status}; the DNS firewall has not taken over the newest entries.";

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => state.Blocked.Count == 0
        ? $"{target.Resource.Id} is not in {state.List} (Route 53 Resolver DNS Firewall)."
        : $"{string.Join(" and ", state.Blocked)} {(state.Blocked.Count == 1 ? "is" : "are")} in {state.List} (Route 53 Resolver DNS Firewall).";

    // The wildcard stands for all names below, and not for the name itself.
    private static string[] Own(AttackerDomain domain) => [domain.Name, $"*.{domain.Name}"];

    private static bool IsBelow(string entry, string name) => entry.EndsWith($".{name}", StringComparison.Ordinal);

    private Change Update(State now, FirewallDomainUpdateOperation operation, List<string> domains) =>
        new("route53resolver:UpdateFirewallDomains", $"{ListName}: {operation} {string.Join(", ", domains)}", stop => Aws.Resolver.UpdateFirewallDomainsAsync(
            new() { FirewallDomainListId = now.Id, Operation = operation, Domains = domains }, stop));

    /// <summary>What is known of a domain in the list. The other entries are other people's, and come and go.</summary>
    /// <param name="List">The list's ARN.</param>
    /// <param name="Blocked">Which of the domain itself and all below it the list holds, by themselves or in a wider entry.</param>
    internal sealed record State(string List, IReadOnlyList<string> Blocked)
    {
        /// <summary>The list's id.</summary>
        [JsonIgnore]
        public string? Id { get; init; }

        /// <summary>Which of the two stand in the list by themselves.</summary>
        [JsonIgnore]
        public IReadOnlyList<string> Entries { get; init; } = [];

        /// <summary>Whether the DNS firewall has taken over the list: "COMPLETE".</summary>
        [JsonIgnore]
        public string? Status { get; init; }
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class DnsBlockDomainJson : JsonSerializerContext;
}
