using Amazon.NetworkFirewall;
using Amazon.NetworkFirewall.Model;

namespace IncidentResponder.Remediations.NetworkFirewall;

/// <summary>A rule group that the operator made for blocking, as it is now.</summary>
/// <param name="About">What is known of it. An update replaces some of this as well.</param>
/// <param name="Rules">Its rules and variables.</param>
/// <param name="Token">What an update names, so that it does not overwrite a later one.</param>
internal sealed record BlockingGroup(RuleGroupResponse About, RuleGroup Rules, string Token)
{
    /// <summary>Reads the group of a name; null when there is none.</summary>
    public static async Task<BlockingGroup?> ReadAsync(AwsClients aws, string name, CancellationToken cancel)
    {
        try
        {
            var answer = await aws.NetworkFirewall.DescribeRuleGroupAsync(new() { RuleGroupName = name, Type = RuleGroupType.STATEFUL }, cancel);
            return new(answer.RuleGroupResponse, answer.RuleGroup, answer.UpdateToken);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes the rules in place of those that were read.</summary>
    public Task UpdateAsync(AwsClients aws, RuleGroup rules, CancellationToken cancel) => aws.NetworkFirewall.UpdateRuleGroupAsync(
        new()
        {
            RuleGroupArn = About.RuleGroupArn,
            UpdateToken = Token,
            RuleGroup = rules,
            Description = About.Description,
            EncryptionConfiguration = About.EncryptionConfiguration,
            SourceMetadata = About.SourceMetadata,
            SummaryConfiguration = About.SummaryConfiguration,
        },
        cancel);
}
