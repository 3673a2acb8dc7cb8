using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;

namespace IncidentResponder.Remediations.Kms;

/// <summary>A grant by its content: one that is made anew has another id and another time, and gives the same.</summary>
internal sealed record KeyGrant
{
    /// <summary>Who may use the key: an ARN, or an AWS service.</summary>
    public required string Grantee { get; init; }

    /// <summary>Who may retire the grant.</summary>
    public string? Retiring { get; init; }

    /// <summary>Its name, if it has one.</summary>
    public string? Name { get; init; }

    /// <summary>What it allows: "Decrypt", "GenerateDataKey".</summary>
    public required IReadOnlyList<string> Operations { get; init; }

    /// <summary>The encryption context that a call must have exactly.</summary>
    public ImmutableSortedDictionary<string, string> ContextEquals { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What the encryption context of a call must contain.</summary>
    public ImmutableSortedDictionary<string, string> ContextSubset { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>For whose resource a service may use the key.</summary>
    public string? SourceArn { get; init; }

    /// <summary>The live grant's id; null in one that was captured.</summary>
    [JsonIgnore]
    public string? Id { get; init; }

    /// <summary>All grants on a key, in the order of their content.</summary>
    public static async Task<IReadOnlyList<KeyGrant>> ReadAsync(IAmazonKeyManagementService kms, string key, CancellationToken cancel)
    {
        var found = new List<KeyGrant>();
        await foreach (var page in kms.Paginators.ListGrants(new() { KeyId = key }).Responses.WithCancellation(cancel))
            found.AddRange((page.Grants ?? []).Select(From));
        return [.. found.OrderBy(grant => grant.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The call that makes it again.</summary>
    public CreateGrantRequest Request(string key) => new()
    {
        KeyId = key,
        GranteePrincipal = IsService(Grantee) ? null : Grantee,
        GranteeServicePrincipal = IsService(Grantee) ? Grantee : null,
        RetiringPrincipal = IsService(Retiring) ? null : Retiring,
        RetiringServicePrincipal = IsService(Retiring) ? Retiring : null,
        Name = Name,
        Operations = [.. Operations],
        Constraints = ContextEquals.IsEmpty && ContextSubset.IsEmpty && SourceArn is null ? null : new()
        {
            EncryptionContextEquals = ContextEquals.IsEmpty ? null : new(ContextEquals),
            EncryptionContextSubset = ContextSubset.IsEmpty ? null : new(ContextSubset),
            SourceArn = SourceArn,
        },
    };

    /// <summary>All of its content: two grants that say the same give the same.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        $"grantee {Grantee}",
        $"operations {string.Join('+', Operations)}",
        Name is null ? null : $"name {Name}",
        Retiring is null ? null : $"retiring {Retiring}",
        ContextEquals.IsEmpty ? null : $"context is {Context(ContextEquals)}",
        ContextSubset.IsEmpty ? null : $"context has {Context(ContextSubset)}",
        SourceArn is null ? null : $"source {SourceArn}",
    }.OfType<string>());

    private static KeyGrant From(GrantListEntry grant) => new()
    {
        Grantee = grant.GranteePrincipal ?? grant.GranteeServicePrincipal ?? "",
        Retiring = grant.RetiringPrincipal ?? grant.RetiringServicePrincipal,
        Name = string.IsNullOrEmpty(grant.Name) ? null : grant.Name,
        Operations = [.. (grant.Operations ?? []).Order(StringComparer.Ordinal)],
        ContextEquals = (grant.Constraints?.EncryptionContextEquals ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal),
        ContextSubset = (grant.Constraints?.EncryptionContextSubset ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal),
        SourceArn = grant.Constraints?.SourceArn,
        Id = grant.GrantId,
    };

    private static string Context(ImmutableSortedDictionary<string, string> context) => string.Join('+', context.Select(pair => $"{Quoted(pair.Key)}={Quoted(pair.Value)}"));

    // What an attacker writes there must not look like something else.
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static bool IsService(string? principal) => principal is not null && !principal.StartsWith("arn:", StringComparison.Ordinal) && principal.Contains(".amazonaws.com", StringComparison.Ordinal);
}
