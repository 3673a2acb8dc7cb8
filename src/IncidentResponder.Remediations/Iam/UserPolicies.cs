using System.Collections.Immutable;
using Amazon.IdentityManagement;

namespace IncidentResponder.Remediations.Iam;

/// <summary>The policies of a user.</summary>
/// <param name="Inline">Inline policies: name → document as JSON text.</param>
/// <param name="Attached">ARNs of attached managed policies.</param>
internal sealed record UserPolicies(ImmutableSortedDictionary<string, string> Inline, ImmutableArray<string> Attached)
{
    /// <summary>Reads them all.</summary>
    public static async Task<UserPolicies> ReadAsync(IAmazonIdentityManagementService iam, string user, CancellationToken cancel)
    {
        var inline = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        await foreach (var page in iam.Paginators.ListUserPolicies(new() { UserName = user }).Responses.WithCancellation(cancel))
        {
            foreach (var name in page.PolicyNames ?? [])
            {
                // IAM returns documents URL-encoded.
                var found = await iam.GetUserPolicyAsync(new() { UserName = user, PolicyName = name }, cancel);
                inline[name] = Uri.UnescapeDataString(found.PolicyDocument);
            }
        }

        var attached = ImmutableArray.CreateBuilder<string>();
        await foreach (var page in iam.Paginators.ListAttachedUserPolicies(new() { UserName = user }).Responses.WithCancellation(cancel))
            attached.AddRange((page.AttachedPolicies ?? []).Select(policy => policy.PolicyArn));
        return new(inline.ToImmutable(), attached.ToImmutable());
    }
}
