using System.Collections.Immutable;
using Amazon.NetworkFirewall;
using Amazon.NetworkFirewall.Model;

namespace IncidentResponder.Remediations.NetworkFirewall;

/// <summary>A firewall in which a rule group drops traffic.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Zones">The Availability Zones in which it has endpoints.</param>
/// <param name="InSync">Whether its endpoints have taken over the newest rules.</param>
internal sealed record BlockingFirewall(string Arn, ImmutableArray<string> Zones, bool InSync)
{
    /// <summary>The firewalls of the Region whose policy has the group.</summary>
    public static async Task<ImmutableArray<BlockingFirewall>> OfGroupAsync(AwsClients aws, string group, CancellationToken cancel)
    {
        var found = ImmutableArray.CreateBuilder<BlockingFirewall>();
        string? token = null;
        do
        {
            var page = await aws.NetworkFirewall.ListFirewallsAsync(new() { NextToken = token }, cancel);
            foreach (var listed in page.Firewalls ?? [])
            {
                var answer = await aws.NetworkFirewall.DescribeFirewallAsync(new() { FirewallArn = listed.FirewallArn }, cancel);
                if (await HasAsync(aws, answer.Firewall.FirewallPolicyArn, group, cancel))
                    found.Add(Of(listed.FirewallArn, answer.FirewallStatus));
            }

            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        return [.. found.OrderBy(one => one.Arn, StringComparer.Ordinal)];
    }

    private static BlockingFirewall Of(string arn, FirewallStatus status) => new(
        arn,
        [.. (status.SyncStates ?? []).Keys.Order(StringComparer.Ordinal)],
        status.ConfigurationSyncStateSummary == ConfigurationSyncState.IN_SYNC);

    // A reference that turns drops into alerts blocks nothing.
    private static async Task<bool> HasAsync(AwsClients aws, string policy, string group, CancellationToken cancel)
    {
        var answer = await aws.NetworkFirewall.DescribeFirewallPolicyAsync(new() { FirewallPolicyArn = policy }, cancel);
        return (answer.FirewallPolicy.StatefulRuleGroupReferences ?? []).Exists(one =>
            one.ResourceArn == group && one.Override?.Action != OverrideAction.DROP_TO_ALERT);
    }
}
