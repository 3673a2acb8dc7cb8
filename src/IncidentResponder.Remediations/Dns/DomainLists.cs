using Amazon.Route53Resolver.Model;

namespace IncidentResponder.Remediations.Dns;

/// <summary>Reads the domain lists of the DNS firewall.</summary>
internal static class DomainLists
{
    /// <summary>The account's own list of a name; null when there is none.</summary>
    public static async Task<FirewallDomainListMetadata?> FindAsync(AwsClients aws, string name, CancellationToken cancel)
    {
        string? token = null;
        do
        {
            var page = await aws.Resolver.ListFirewallDomainListsAsync(new() { NextToken = token }, cancel);
            if ((page.FirewallDomainLists ?? []).Find(list => list.Name == name && string.IsNullOrEmpty(list.ManagedOwnerName)) is { } found)
                return found;
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        return null;
    }

    /// <summary>What is in a list, without closing dots.</summary>
    public static async Task<IReadOnlyList<string>> EntriesAsync(AwsClients aws, string id, CancellationToken cancel)
    {
        var entries = new List<string>();
        string? token = null;
        do
        {
            var page = await aws.Resolver.ListFirewallDomainsAsync(new() { FirewallDomainListId = id, NextToken = token }, cancel);
            entries.AddRange((page.Domains ?? []).Select(domain => domain.TrimEnd('.')));
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        return entries;
    }

    /// <summary>Whether a VPC of the account blocks what the list holds.</summary>
    public static async Task<bool> IsUsedAsync(AwsClients aws, string id, CancellationToken cancel)
    {
        string? token = null;
        do
        {
            var page = await aws.Resolver.ListFirewallRuleGroupsAsync(new() { NextToken = token }, cancel);
            foreach (var group in page.FirewallRuleGroups ?? [])
            {
                if (await BlocksAsync(aws, group.Id, id, cancel))
                    return true;
            }

            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        return false;
    }

    private static async Task<bool> BlocksAsync(AwsClients aws, string group, string list, CancellationToken cancel)
    {
        var rules = await aws.Resolver.ListFirewallRulesAsync(new() { FirewallRuleGroupId = group, Action = Amazon.Route53Resolver.Action.BLOCK }, cancel);
        if (!(rules.FirewallRules ?? []).Exists(rule => rule.FirewallDomainListId == list))
            return false;

        var associations = await aws.Resolver.ListFirewallRuleGroupAssociationsAsync(new() { FirewallRuleGroupId = group }, cancel);
        return associations.FirewallRuleGroupAssociations is { Count: > 0 };
    }
}
