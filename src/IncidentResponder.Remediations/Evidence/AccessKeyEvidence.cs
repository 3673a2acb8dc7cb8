using System.Collections.Immutable;
using System.Text.Json;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Remediations.Iam;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>Takes what IAM says of the user of an access key: the user, its keys and its policies with their text.</summary>
public sealed class AccessKeyEvidence(IAmazonIdentityManagementService iam, IEvidenceSink sink)
{
    /// <summary>The IAM actions it uses.</summary>
    public static ImmutableSortedSet<string> Permissions { get; } =
    [
        "iam:GetAccessKeyLastUsed", "iam:GetUser", "iam:GetUserPolicy", "iam:ListAccessKeys", "iam:ListAttachedUserPolicies", "iam:ListUserPolicies",
    ];

    /// <summary>Collects and seals.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="target">The access key or the user.</param>
    /// <param name="principal">The identity that the finding names.</param>
    /// <param name="at">When it is collected.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task<ImmutableArray<SealedItem>> CollectAsync(
        IncidentId incident, FindingResource target, FindingPrincipal? principal, DateTimeOffset at, CancellationToken cancel)
    {
        var collection = new Collection(incident, sink, at);
        var look = await collection.TryAsync($"User of {target.Id}", () => LiveUser.ReadAsync(iam, target, principal, cancel));
        if (look is LiveUser.Unusable no)
            collection.Gap($"User of {target.Id}", no.Why);
        if (look is not LiveUser.Usable { User: var user, Keys: var keys })
            return collection.Items;

        await collection.SealAsync($"User {user.UserName} and its access keys", "user.json",
            () => Task.FromResult(Collection.Json(json => WriteUser(json, user, keys))), cancel);
        await collection.SealAsync($"Policies of user {user.UserName}", "policies.json", async () =>
        {
            var policies = await UserPolicies.ReadAsync(iam, user.UserName, cancel);
            return Collection.Json(json => WritePolicies(json, policies));
        }, cancel);
        return collection.Items;
    }

    private static void WriteUser(Utf8JsonWriter json, User user, IReadOnlyList<AccessKeyMetadata> keys)
    {
        json.WriteStartObject();
        json.WriteString("UserName", user.UserName);
        json.WriteString("UserId", user.UserId);
        json.WriteString("Arn", user.Arn);
        json.WriteString("CreateDate", $"{user.CreateDate:O}");
        json.WriteString("PasswordLastUsed", $"{user.PasswordLastUsed:O}");
        json.WriteStartArray("AccessKeys");
        foreach (var key in keys)
        {
            json.WriteStartObject();
            json.WriteString("AccessKeyId", key.AccessKeyId);
            json.WriteString("Status", key.Status?.Value);
            json.WriteString("CreateDate", $"{key.CreateDate:O}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePolicies(Utf8JsonWriter json, UserPolicies policies)
    {
        json.WriteStartObject();
        json.WriteStartObject("Inline");
        foreach (var (name, document) in policies.Inline)
            json.WriteString(name, document);
        json.WriteEndObject();
        json.WriteStartArray("Attached");
        foreach (var arn in policies.Attached)
            json.WriteStringValue(arn);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
