using System.Text.Json.Serialization;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Policies;

namespace IncidentResponder.Remediations.SecretsManager;

/// <summary>The resource policy of a secret: what is captured and put back.</summary>
/// <param name="Policy">The policy, byte for byte; null when the secret has none.</param>
internal sealed record SecretPolicy(string? Policy)
{
    /// <summary>On which day the secret was last read; null when never.</summary>
    [JsonIgnore]
    public DateTime? LastRead { get; init; }

    /// <summary>The Regions that have a replica.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Replicas { get; init; } = [];

    /// <summary>Reads the policy of a finding's secret.</summary>
    public static async Task<Look<SecretPolicy>> ReadAsync(IAmazonSecretsManager secrets, RemediationTarget target, CancellationToken cancel)
    {
        switch (await LiveSecret.ReadAsync(secrets, target.Resource, cancel))
        {
            case Look<DescribeSecretResponse>.Usable { State: var secret }:
                var policy = (await secrets.GetResourcePolicyAsync(new() { SecretId = LiveSecret.IdOf(target.Resource) }, cancel)).ResourcePolicy;
                return policy is not null && PolicyStatements.Read(policy, target.Resource.Account) is null
                    ? new Look<SecretPolicy>.Unusable($"The policy of secret {secret.Name} can't be read as a policy; look at it with aws secretsmanager get-resource-policy.")
                    : new Look<SecretPolicy>.Usable(new(policy) { LastRead = secret.LastAccessedDate, Replicas = [.. (secret.ReplicationStatus ?? []).Select(one => one.Region)] });
            case Look<DescribeSecretResponse>.Gone gone:
                return new Look<SecretPolicy>.Gone(gone.Why);
            case var other:
                return new Look<SecretPolicy>.Unusable(((Look<DescribeSecretResponse>.Unusable)other).Why);
        }
    }

    /// <summary>The changes that lead to a policy.</summary>
    public IEnumerable<Change> Toward(IAmazonSecretsManager secrets, RemediationTarget target, SecretPolicy wanted)
    {
        var (id, owner) = (LiveSecret.IdOf(target.Resource), target.Resource.Account);
        if (PolicyStatements.Same(Policy, wanted.Policy, owner))
            yield break;

        // Secrets Manager would refuse to put back what was public when it was captured.
        var isPublic = PolicyStatements.Read(wanted.Policy, owner) is { } read && read.All.Any(one => one.Audience is Audience.Public);
        if (wanted.Policy is { } policy)
            yield return new("secretsmanager:PutResourcePolicy", $"{target.Resource.Id}: {policy}", stop => secrets.PutResourcePolicyAsync(
                new() { SecretId = id, ResourcePolicy = policy, BlockPublicPolicy = !isPublic }, stop));
        else
            yield return new("secretsmanager:DeleteResourcePolicy", target.Resource.Id, stop => secrets.DeleteResourcePolicyAsync(new() { SecretId = id }, stop));
    }

    /// <summary>This policy as a known one tells it, where both say the same.</summary>
    public SecretPolicy AsTold(RemediationTarget target, SecretPolicy known) =>
        PolicyStatements.Same(Policy, known.Policy, target.Resource.Account) ? known : this;
}
