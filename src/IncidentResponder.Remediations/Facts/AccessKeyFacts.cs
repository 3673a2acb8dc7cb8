using System.Collections.Immutable;
using Amazon.IdentityManagement;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Remediations.Iam;

namespace IncidentResponder.Remediations.Facts;

/// <summary>Reads whose the access key of a finding is, what keys its user has, and what they and the password were last used for.</summary>
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
        sheet.Say($"User {user.Arn} (IAM).");
        var ordered = keys.OrderBy(key => key.AccessKeyId, StringComparer.Ordinal).ToList();
        foreach (var key in ordered)
            sheet.Say($"Access key {key.AccessKeyId} is {key.Status}, made {key.CreateDate:yyyy-MM-dd}{(key.AccessKeyId == id ? ", the one in the finding" : "")} (IAM).");
        foreach (var line in await sheet.ReadAsync("the keys' last use", async () => (IEnumerable<string>)await LastUse.OfKeysAsync(iam, ordered.Select(key => key.AccessKeyId), cancel)) ?? [])
            sheet.Say(line);
        sheet.Say(LastUse.OfPassword(user));
        var tags = (user.Tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value ?? "", StringComparer.Ordinal);
        return sheet.Found(tags, user.Arn);
    }
}
