using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Iam;

/// <summary>What IAM shows of a finding's user, found by name or by access key.</summary>
internal abstract record LiveUser
{
    private LiveUser(string objection) => Objection = objection;

    /// <summary>Why it must not or can't be changed, as a sentence; empty when it may.</summary>
    public string Objection { get; }

    /// <summary>It is the finding's, in the finding's account.</summary>
    /// <param name="User">The user.</param>
    /// <param name="Keys">Its access keys.</param>
    public sealed record Usable(User User, IReadOnlyList<AccessKeyMetadata> Keys) : LiveUser("");

    /// <summary>It must not or can't be changed.</summary>
    public sealed record Unusable(string Why) : LiveUser(Why);

    /// <summary>The access key that a target names; null when it names none.</summary>
    public static string? KeyOf(FindingResource resource, FindingPrincipal? principal) =>
        resource.Type == "AwsIamAccessKey" ? resource.Id : principal?.AccessKeyId;

    /// <summary>Reads the user and compares it with what the finding says.</summary>
    public static Task<LiveUser> ReadAsync(IAmazonIdentityManagementService iam, RemediationTarget target, CancellationToken cancel) =>
        ReadAsync(iam, target.Resource, target.Principal, cancel);

    /// <inheritdoc cref="ReadAsync(IAmazonIdentityManagementService, RemediationTarget, CancellationToken)"/>
    public static async Task<LiveUser> ReadAsync(
        IAmazonIdentityManagementService iam, FindingResource resource, FindingPrincipal? principal, CancellationToken cancel)
    {
        if (principal?.Kind == "Root")
            return new Unusable($"The finding is about the root user of account {resource.Account}, which no policy reaches; people must act.");
        if (resource.Type != "AwsIamAccessKey" && resource.Type != "AwsIamUser")
            return new Unusable($"{resource.Id} is of type {resource.Type}, which is no IAM user or access key; it is left alone.");
        try
        {
            var name = resource.Type == "AwsIamUser" ? resource.Id : await OwnerAsync(iam, resource.Id, cancel);
            return name.Length == 0
                ? new Unusable($"Access key {resource.Id} belongs to no user of account {resource.Account} that IAM names; if it begins with ASIA it is temporary and ends by itself.")
                : await NamedAsync(iam, name, resource, principal, cancel);
        }
        catch (AmazonIdentityManagementServiceException gone) when (gone.ErrorCode is "NoSuchEntity")
        {
            return new Unusable($"{resource.Id} does not exist in account {resource.Account}; check whether it was deleted after the finding.");
        }
    }

    private static async Task<string> OwnerAsync(IAmazonIdentityManagementService iam, string key, CancellationToken cancel)
    {
        if (!key.StartsWith("AKIA", StringComparison.Ordinal))
            return "";
        var used = await iam.GetAccessKeyLastUsedAsync(new() { AccessKeyId = key }, cancel);
        return used.UserName is null or "N/A" ? "" : used.UserName;
    }

    private static async Task<LiveUser> NamedAsync(
        IAmazonIdentityManagementService iam, string name, FindingResource resource, FindingPrincipal? principal, CancellationToken cancel)
    {
        if (principal?.Kind == "IAMUser" && principal.Name is { Length: > 0 } said && said != name)
            return new Unusable($"{resource.Id} belongs to user {name}, not to {said} as the finding says; it is left alone.");
        var user = (await iam.GetUserAsync(new() { UserName = name }, cancel)).User;
        if (user.Arn.Split(':') is not [_, _, "iam", _, var account, _] || account != resource.Account.Value)
            return new Unusable($"User {user.Arn} is not in account {resource.Account} as the finding says; it is left alone.");
        var keys = new List<AccessKeyMetadata>();
        await foreach (var page in iam.Paginators.ListAccessKeys(new() { UserName = name }).Responses.WithCancellation(cancel))
            keys.AddRange(page.AccessKeyMetadata ?? []);
        return new Usable(user, keys);
    }
}
