using System.Collections.Immutable;
using System.Globalization;
using Amazon.RDS.Model;
using Amazon.SecretsManager;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Remediations.Rds;

/// <summary>Finds the secret in which RDS keeps a database's master password. The password itself is never read.</summary>
internal sealed class MasterSecrets(AwsClients aws)
{
    /// <summary>Reads the secret of a finding's DB instance, or of the cluster that it is a member of.</summary>
    public async Task<Look<MasterSecret>> ReadAsync(FindingResource target, CancellationToken cancel) =>
        await LiveDatabase.ReadAsync(aws.Rds, target, cancel) switch
        {
            Look<DBInstance>.Usable { State: { DBClusterIdentifier: { Length: > 0 } cluster }, Tags: var tags } => await OfClusterAsync(target, cluster, tags, cancel),
            Look<DBInstance>.Usable { State: var found, Tags: var tags } => await JudgeAsync(
                target, Of(found.MasterUserSecret, found.DBInstanceStatus) with { Waiting = [.. WaitingChanges.Of(found.PendingModifiedValues)] }, tags, cancel),
            Look<DBInstance>.Gone gone => new Look<MasterSecret>.Gone(gone.Why),
            var other => new Look<MasterSecret>.Unusable(((Look<DBInstance>.Unusable)other).Why),
        };

    private async Task<Look<MasterSecret>> OfClusterAsync(
        FindingResource target, string cluster, ImmutableSortedDictionary<string, string> tags, CancellationToken cancel) =>
        await LiveDatabase.ReadClusterAsync(aws.Rds, cluster, target, cancel) switch
        {
            Look<DBCluster>.Usable { State: var found } => await JudgeAsync(
                target, Of(found.MasterUserSecret, found.Status) with { Cluster = cluster, Waiting = [.. WaitingChanges.Of(found.PendingModifiedValues)] }, tags, cancel),
            Look<DBCluster>.Gone gone => new Look<MasterSecret>.Gone(gone.Why),
            var other => new Look<MasterSecret>.Unusable(((Look<DBCluster>.Unusable)other).Why),
        };

    private async Task<Look<MasterSecret>> JudgeAsync(
        FindingResource target, MasterSecret secret, ImmutableSortedDictionary<string, string> tags, CancellationToken cancel)
    {
        if (WhyNot(target, secret) is { } why)
            return new Look<MasterSecret>.Unusable(why);

        try
        {
            var kept = await aws.SecretsManager.DescribeSecretAsync(new() { SecretId = secret.Arn }, cancel);
            return new Look<MasterSecret>.Usable(secret with
            {
                Version = (kept.VersionIdsToStages ?? new()).FirstOrDefault(version => version.Value.Contains("AWSCURRENT")).Key ?? "none",
                ChangedOn = DayOf(kept.LastRotatedDate ?? kept.CreatedDate),
                ReadOn = DayOf(kept.LastAccessedDate),
            })
            { Tags = tags };
        }
        catch (AmazonSecretsManagerException gone) when (gone.ErrorCode is "ResourceNotFoundException")
        {
            return new Look<MasterSecret>.Unusable(
                $"The secret {secret.Arn} of database {target.Id} does not exist: give the database a password of RDS's anew. {HowToManage(target, secret)}");
        }
    }

    private static MasterSecret Of(MasterUserSecret? secret, string? database) =>
        new() { Arn = secret?.SecretArn ?? "", Status = secret?.SecretStatus, Database = database };

    private static string? WhyNot(FindingResource target, MasterSecret secret) => secret switch
    {
        { Database: "stopped" } =>
            $"Database {target.Id} is stopped, and RDS changes nothing about it until it starts, by itself after seven days at the latest. Change its password then, before anybody connects.",
        { Arn: "" } =>
            $"The master password of database {target.Id} is not kept by RDS, so only a person who may know it can change it. This gives it another one at once, which RDS keeps: {HowToManage(target, secret)}",
        { Status: "impaired" } =>
            $"RDS can't reach the secret {secret.Arn} of database {target.Id} or its key: put right what aws secretsmanager describe-secret --secret-id {secret.Arn} and the key's policy show, and try again.",
        _ => null,
    };

    private static string HowToManage(FindingResource target, MasterSecret secret) => secret.Cluster is { } cluster
        ? $"aws rds modify-db-cluster --db-cluster-identifier {cluster} --manage-master-user-password --apply-immediately."
        : $"aws rds modify-db-instance --db-instance-identifier {target.Id} --manage-master-user-password --apply-immediately.";

    private static string? DayOf(DateTime? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
