using System.Collections.Immutable;
using Amazon.IdentityManagement;

namespace IncidentResponder.Remediations.Iam;

/// <summary>The inline policies of a role.</summary>
/// <param name="Role">The role's name.</param>
/// <param name="Inline">Name → document as JSON text.</param>
internal sealed record RolePolicies(string Role, ImmutableSortedDictionary<string, string> Inline)
{
    /// <summary>IAM's limit for all inline policies of a role together, in characters other than white space.</summary>
    public const int Budget = 10_240;

    /// <summary>Reads them all.</summary>
    public static async Task<RolePolicies> ReadAsync(IAmazonIdentityManagementService iam, string role, CancellationToken cancel)
    {
        var inline = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        await foreach (var page in iam.Paginators.ListRolePolicies(new() { RoleName = role }).Responses.WithCancellation(cancel))
        {
            foreach (var name in page.PolicyNames ?? [])
            {
                // IAM returns documents URL-encoded.
                var found = await iam.GetRolePolicyAsync(new() { RoleName = role, PolicyName = name }, cancel);
                inline[name] = Uri.UnescapeDataString(found.PolicyDocument);
            }
        }

        return new(role, inline.ToImmutable());
    }

    /// <summary>Why a policy can't be put, as a sentence; null when it can.</summary>
    public string? WhyNoRoom(string name, string document)
    {
        var others = Inline.Where(policy => policy.Key != name).Sum(policy => QuarantinePolicy.SizeOf(policy.Value));
        var (needed, free) = (QuarantinePolicy.SizeOf(document), Budget - others);
        return needed <= free
            ? null
            : $"The inline policies of role {Role} leave {free} of {Budget} characters, and {name} needs {needed}: attach AWSDenyAll to the role by hand, which ends every use of it.";
    }

    /// <summary>Puts an inline policy, or deletes it.</summary>
    /// <param name="iam">IAM.</param>
    /// <param name="role">The role's name.</param>
    /// <param name="name">The policy's name.</param>
    /// <param name="document">The document; null deletes the policy.</param>
    /// <param name="meaning">What the document says, for people.</param>
    public static Change Set(IAmazonIdentityManagementService iam, string role, string name, string? document, string meaning) => document is null
        ? new("iam:DeleteRolePolicy", $"{name} of role {role}", stop => iam.DeleteRolePolicyAsync(new() { RoleName = role, PolicyName = name }, stop))
        : new("iam:PutRolePolicy", $"{name} of role {role}: {meaning}",
            stop => iam.PutRolePolicyAsync(new() { RoleName = role, PolicyName = name, PolicyDocument = document }, stop));
}
