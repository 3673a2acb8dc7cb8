using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Remediations.SecretsManager;

/// <summary>Reads what Secrets Manager shows of a secret, never its value, and tells which secrets are never touched.</summary>
internal static class LiveSecret
{
    /// <summary>By what a secret is named in calls: its ARN where the finding gives it, for the end of an ARN is not its name.</summary>
    public static string IdOf(FindingResource target) => target.Arn ?? target.Id;

    /// <summary>Reads a finding's secret.</summary>
    public static async Task<Look<DescribeSecretResponse>> ReadAsync(IAmazonSecretsManager secrets, FindingResource target, CancellationToken cancel)
    {
        try
        {
            var secret = await secrets.DescribeSecretAsync(new() { SecretId = IdOf(target) }, cancel);
            return WhyNot(secret, target) is { } why ? new Look<DescribeSecretResponse>.Unusable(why) : new Look<DescribeSecretResponse>.Usable(secret);
        }
        catch (AmazonSecretsManagerException gone) when (gone.ErrorCode is "ResourceNotFoundException")
        {
            return new Look<DescribeSecretResponse>.Gone(
                $"Secret {target.Id} does not exist in account {target.Account}, {target.Region}; check whether it was deleted after the finding.");
        }
    }

    /// <summary>What people are told of who reads the secret.</summary>
    public static IEnumerable<string> UsesOf(DateTime? lastRead, IReadOnlyList<string> replicas)
    {
        yield return lastRead is { } read
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The secret was last read on {read:yyyy-MM-dd} (Secrets Manager).")
            : "Nobody is known to have read the secret (Secrets Manager).";
        if (replicas.Count > 0)
            yield return $"Its replicas in {string.Join(", ", replicas)} have policies of their own, which stay as they are (Secrets Manager).";
    }

    private static string? WhyNot(DescribeSecretResponse secret, FindingResource target) => secret switch
    {
        _ when !Arn.TryParse(secret.ARN, out var arn) || arn.Account != target.Account.Value || arn.Region != target.Region =>
            $"Secret {secret.ARN} is not in account {target.Account}, {target.Region} as the finding says; it is left alone.",
        { OwningService: { Length: > 0 } service } =>
            $"Secret {secret.Name} is managed by {service}, which alone may change it: rotate it there, for a database with " +
            "aws rds modify-db-instance --db-instance-identifier DB --rotate-master-user-password --apply-immediately.",
        { PrimaryRegion: { Length: > 0 } primary } when primary != target.Region =>
            $"Secret {secret.Name} is a replica of the one in {primary}: contain that one, and replicas follow.",
        { DeletedDate: not null } => $"Secret {secret.Name} is marked for deletion and nobody can read it; nothing is left to contain.",
        _ => null,
    };
}
