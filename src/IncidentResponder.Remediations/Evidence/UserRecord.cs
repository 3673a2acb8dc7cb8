using System.Collections.Immutable;
using System.Text.Json;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using IncidentResponder.Remediations.Iam;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>What IAM says of a user: keys, policies with their text, groups, second factors, console access.</summary>
/// <param name="aws">The clients.</param>
internal sealed class UserRecord(AwsClients aws) : IEvidenceCollector
{
    public ImmutableSortedSet<string> Permissions { get; } =
    [
        "iam:GetAccessKeyLastUsed", "iam:GetLoginProfile", "iam:GetUser", "iam:GetUserPolicy", "iam:ListAccessKeys", "iam:ListAttachedUserPolicies",
        "iam:ListGroupsForUser", "iam:ListMFADevices", "iam:ListUserPolicies",
    ];

    public bool Concerns(EvidenceTarget target) => target.Resource.Type is "AwsIamAccessKey" or "AwsIamUser";

    public async Task CollectAsync(EvidenceTarget target, EvidenceGathering into, CancellationToken cancel)
    {
        await into.FileAsync("User and access keys", "user.json", () => OfUserAsync(target, UserAsync, cancel), cancel);
        await into.FileAsync("Policies", "policies.json", () => OfUserAsync(target, PoliciesAsync, cancel), cancel);
    }

    private async Task<Piece> OfUserAsync(EvidenceTarget target, Func<LiveUser.Usable, CancellationToken, Task<Piece>> read, CancellationToken cancel) =>
        await LiveUser.ReadAsync(aws.Iam, target.Resource, target.Principal, cancel) is var look && look is LiveUser.Usable known
            ? await read(known, cancel)
            : new Piece.None(look.Objection);

    private async Task<Piece> UserAsync(LiveUser.Usable known, CancellationToken cancel)
    {
        var name = known.User.UserName;
        var groups = await aws.Iam.ListGroupsForUserAsync(new() { UserName = name }, cancel);
        var factors = await aws.Iam.ListMFADevicesAsync(new() { UserName = name }, cancel);
        var used = new List<(AccessKeyMetadata Key, AccessKeyLastUsed? Last)>();
        foreach (var key in known.Keys)
            used.Add((key, (await aws.Iam.GetAccessKeyLastUsedAsync(new() { AccessKeyId = key.AccessKeyId }, cancel)).AccessKeyLastUsed));
        var console = await LoginProfileAsync(name, cancel);
        var content = JsonPiece.Object(json =>
        {
            Write(json, known.User);
            json.List("AccessKeys", used, Write);
            json.Texts("Groups", groups.Groups?.Select(group => group.Arn));
            json.Texts("MFADevices", factors.MFADevices?.Select(device => device.SerialNumber));
            json.Say("LoginProfileCreateDate", console?.CreateDate);
            json.WriteBoolean("HasLoginProfile", console is not null);
        });
        return new Piece.Content(content, groups.ResponseMetadata?.RequestId);
    }

    private async Task<LoginProfile?> LoginProfileAsync(string user, CancellationToken cancel)
    {
        try
        {
            return (await aws.Iam.GetLoginProfileAsync(new() { UserName = user }, cancel)).LoginProfile;
        }
        catch (AmazonIdentityManagementServiceException none) when (none.ErrorCode is "NoSuchEntity")
        {
            return null;
        }
    }

    private async Task<Piece> PoliciesAsync(LiveUser.Usable known, CancellationToken cancel)
    {
        var policies = await UserPolicies.ReadAsync(aws.Iam, known.User.UserName, cancel);
        return new Piece.Content(
            JsonPiece.Object(json =>
            {
                json.Map("Inline", policies.Inline);
                json.Texts("Attached", policies.Attached);
            }),
            null);
    }

    private static void Write(Utf8JsonWriter json, User user)
    {
        json.Say("UserName", user.UserName);
        json.Say("UserId", user.UserId);
        json.Say("Arn", user.Arn);
        json.Say("CreateDate", user.CreateDate);
        json.Say("PasswordLastUsed", user.PasswordLastUsed);
        json.Say("PermissionsBoundary", user.PermissionsBoundary?.PermissionsBoundaryArn);
    }

    private static void Write(Utf8JsonWriter json, (AccessKeyMetadata Key, AccessKeyLastUsed? Last) one)
    {
        json.Say("AccessKeyId", one.Key.AccessKeyId);
        json.Say("Status", one.Key.Status?.Value);
        json.Say("CreateDate", one.Key.CreateDate);
        json.Say("LastUsedDate", one.Last?.LastUsedDate);
        json.Say("LastUsedService", one.Last?.ServiceName);
        json.Say("LastUsedRegion", one.Last?.Region);
    }
}
