using System.Collections.Immutable;
using Amazon.IdentityManagement;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Remediations.Iam;

namespace IncidentResponder.Remediations.Facts;

/// <summary>Reads whose the access key of a finding is, and what keys its user has.</summary>
public sealed class AccessKeyFacts(IAmazonIdentityManagementService iam)
{
    /// <summary>The IAM actions it uses.</summary>
    public static ImmutableSortedSet<string> Permissions { get; } = ["iam:GetAccessKeyLastUsed", "iam:GetUser", "iam:ListAccessKeys"];

    /// <summary>Reads them. What can't be read is named as a gap; a user of another account does not exist for us.</summary>
    public async Task<TargetFacts> ReadAsync(FindingResource target, FindingPrincipal? principal, CancellationToken cancel)
    {
        var sheet = new FactSheet();
        var look = await sheet.ReadAsync("the user", () => LiveUser.ReadAsync(iam, target, principal, cancel));
        if (look is not LiveUser.Usable { User: var user, Keys: var keys })
            return sheet.Missing(look?.Objection);

        var id = LiveUser.KeyOf(target, principal);
        sheet.Hold(StateNames.User, user.UserName);
        sheet.Say($"User {user.Arn} (IAM).");
        foreach (var key in keys.OrderBy(key => key.AccessKeyId, StringComparer.Ordinal))
            sheet.Say($"Access key {key.AccessKeyId} is {key.Status}, made {key.CreateDate:yyyy-MM-dd}{(key.AccessKeyId == id ? ", the one in the finding" : "")} (IAM).");
        if (keys.FirstOrDefault(key => key.AccessKeyId == id) is { } found)
            sheet.Hold(StateNames.StatusOf(found.AccessKeyId), found.Status.Value);
        await ReadLastUseAsync(id, sheet, cancel);
        var tags = (user.Tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value ?? "", StringComparer.Ordinal);
        return sheet.Found(tags, user.Arn);
    }

    private async Task ReadLastUseAsync(string? key, FactSheet sheet, CancellationToken cancel)
    {
        if (key is null)
            return;
        var used = await sheet.ReadAsync("the key's last use", () => iam.GetAccessKeyLastUsedAsync(new() { AccessKeyId = key }, cancel));
        if (used?.AccessKeyLastUsed is { LastUsedDate: { } at } last)
            sheet.Say($"Access key {key} was last used {at:yyyy-MM-dd HH:mm} UTC for {last.ServiceName} in {last.Region} (IAM).");
    }
}
