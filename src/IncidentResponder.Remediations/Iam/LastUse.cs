using System.Collections.Immutable;
using System.Globalization;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;

namespace IncidentResponder.Remediations.Iam;

/// <summary>When an identity was last used and what for, in sentences: what people weigh before they take it away.</summary>
internal static class LastUse
{
    /// <summary>What IAM writes where it has nothing to tell.</summary>
    private const string NotKnown = "N/A";

    /// <summary>Reads the last use of access keys; a sentence for each.</summary>
    /// <param name="iam">IAM.</param>
    /// <param name="keys">The keys' ids.</param>
    /// <param name="cancel">Cancels the calls.</param>
    public static async Task<ImmutableArray<string>> OfKeysAsync(IAmazonIdentityManagementService iam, IEnumerable<string> keys, CancellationToken cancel)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var key in keys)
            lines.Add(OfKey(key, (await iam.GetAccessKeyLastUsedAsync(new() { AccessKeyId = key }, cancel)).AccessKeyLastUsed));
        return lines.ToImmutable();
    }

    /// <summary>The last sign-in with a user's password.</summary>
    /// <param name="user">The user.</param>
    public static string OfPassword(User user) => user.PasswordLastUsed is { } at
        ? $"User {user.UserName} last signed in with a password on {Text(at)} (IAM)."
        : $"User {user.UserName} never signed in with a password: IAM has no record of it since October 2014 (IAM).";

    /// <summary>The last use of a role.</summary>
    /// <param name="role">The role.</param>
    public static string OfRole(Role role) => role.RoleLastUsed is { LastUsedDate: { } at } last
        ? $"Role {role.RoleName} was last used on {Text(at)}{In(last.Region)} (IAM)."
        : $"Role {role.RoleName} was not used in the last 400 days, and IAM has no record of what was before (IAM).";

    private static string OfKey(string key, AccessKeyLastUsed? last) => last is { LastUsedDate: { } at }
        ? $"Access key {key} was last used on {Text(at)}{For(last.ServiceName)}{In(last.Region)} (IAM)."
        : $"Access key {key} was never used: IAM has no record of a use since April 2015 (IAM).";

    private static string For(string? service) => service is null or NotKnown ? " for a service that IAM does not name" : $" for {service}";

    private static string In(string? region) => region is null or NotKnown ? "" : $" in {region}";

    private static string Text(DateTime at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
