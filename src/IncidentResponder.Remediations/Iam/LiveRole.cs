using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Remediations.Iam;

/// <summary>Reads a role, and tells which roles are never touched.</summary>
internal static class LiveRole
{
    private static readonly HashSet<string> OfTheOrganisation = new(StringComparer.OrdinalIgnoreCase)
    {
        "AWSControlTowerExecution", "OrganizationAccountAccessRole",
    };

    /// <summary>Reads a finding's role.</summary>
    public static async Task<Look<Role>> ReadAsync(IAmazonIdentityManagementService iam, FindingResource target, CancellationToken cancel)
    {
        try
        {
            var role = (await iam.GetRoleAsync(new() { RoleName = target.Id }, cancel)).Role;
            return WhyNot(role, target.Account) is { } why
                ? new Look<Role>.Unusable(why)
                : new Look<Role>.Usable(role) { PrincipalArn = role.Arn };
        }
        catch (AmazonIdentityManagementServiceException gone) when (gone.ErrorCode is "NoSuchEntity")
        {
            return new Look<Role>.Gone($"Role {target.Id} does not exist in account {target.Account}; check whether it was deleted after the finding.");
        }
    }

    /// <summary>Why a role must not be changed, as a sentence with the next step; null when it may.</summary>
    /// <param name="role">The role.</param>
    /// <param name="account">The account that the finding names.</param>
    public static string? WhyNot(Role role, AccountId account) => role switch
    {
        _ when role.Arn.Split(':') is not [_, _, "iam", _, var owner, _] || owner != account.Value =>
            $"Role {role.Arn} is not in account {account} as the finding says; it is left alone.",
        { Path: { } path } when path.StartsWith("/aws-service-role/", StringComparison.Ordinal) =>
            $"Role {role.RoleName} is linked to an AWS service, which alone may change it: disable what the service does there, or delete the role in that service.",
        { Path: { } path } when path.StartsWith("/aws-reserved/", StringComparison.Ordinal) =>
            $"Role {role.RoleName} belongs to a permission set of IAM Identity Center, which alone may change it: disable the person there, and deny in the " +
            "permission set (aws sso-admin put-inline-policy-to-permission-set, then aws sso-admin provision-permission-set), which reaches everybody who has it; " +
            "a service control policy on identitystore:UserId reaches the one person.",
        _ when OfTheOrganisation.Contains(role.RoleName) =>
            $"Role {role.RoleName} is how the organisation reaches the account, and a way back in for the responders: end its sessions from the management account by hand.",
        _ => null,
    };
}
