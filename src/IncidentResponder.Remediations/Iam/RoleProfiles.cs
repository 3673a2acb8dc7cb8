using System.Collections.Immutable;
using Amazon.IdentityManagement;

namespace IncidentResponder.Remediations.Iam;

/// <summary>The instance profiles through which instances get a role.</summary>
internal static class RoleProfiles
{
    /// <summary>Reads their names.</summary>
    /// <param name="iam">IAM.</param>
    /// <param name="role">The role's name.</param>
    /// <param name="cancel">Cancels the calls.</param>
    public static async Task<ImmutableArray<string>> ReadAsync(IAmazonIdentityManagementService iam, string role, CancellationToken cancel)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        await foreach (var page in iam.Paginators.ListInstanceProfilesForRole(new() { RoleName = role }).Responses.WithCancellation(cancel))
            names.AddRange((page.InstanceProfiles ?? []).Select(profile => profile.InstanceProfileName));
        return names.ToImmutable();
    }
}
