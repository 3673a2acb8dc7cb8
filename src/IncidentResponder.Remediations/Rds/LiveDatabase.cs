using System.Collections.Immutable;
using Amazon.RDS;
using Amazon.RDS.Model;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Remediations.Rds;

/// <summary>Reads what RDS shows of a DB instance or cluster, and tells whether it is the finding's.</summary>
internal static class LiveDatabase
{
    /// <summary>Reads a finding's DB instance.</summary>
    public static async Task<Look<DBInstance>> ReadAsync(IAmazonRDS rds, FindingResource target, CancellationToken cancel)
    {
        try
        {
            var answer = await rds.DescribeDBInstancesAsync(new() { DBInstanceIdentifier = target.Id }, cancel);
            var found = answer.DBInstances.Single();
            return IsOf(target, found.DBInstanceArn)
                ? new Look<DBInstance>.Usable(found) { Tags = TagsOf(found.TagList) }
                : new Look<DBInstance>.Unusable(Elsewhere("DB instance", found.DBInstanceArn, target));
        }
        catch (AmazonRDSException gone) when (gone.ErrorCode is "DBInstanceNotFound")
        {
            return new Look<DBInstance>.Gone(Missing("DB instance", target.Id, target));
        }
    }

    /// <summary>Reads the cluster that a finding's DB instance is a member of.</summary>
    public static async Task<Look<DBCluster>> ReadClusterAsync(IAmazonRDS rds, string cluster, FindingResource target, CancellationToken cancel)
    {
        try
        {
            var found = (await rds.DescribeDBClustersAsync(new() { DBClusterIdentifier = cluster }, cancel)).DBClusters.Single();
            return IsOf(target, found.DBClusterArn)
                ? new Look<DBCluster>.Usable(found)
                : new Look<DBCluster>.Unusable(Elsewhere("DB cluster", found.DBClusterArn, target));
        }
        catch (AmazonRDSException gone) when (gone.ErrorCode is "DBClusterNotFoundFault")
        {
            return new Look<DBCluster>.Gone(Missing("DB cluster", cluster, target));
        }
    }

    /// <summary>Whether an ARN that AWS shows is in the finding's account and Region.</summary>
    public static bool IsOf(FindingResource target, string? shown) =>
        Arn.TryParse(shown, out var arn) && arn.Account == target.Account.Value && arn.Region == target.Region;

    /// <summary>Why something that AWS shows elsewhere is not touched.</summary>
    public static string Elsewhere(string kind, string? shown, FindingResource target) =>
        $"{kind} {shown ?? target.Id} is not in account {target.Account}, {target.Region} as the finding says; it is left alone.";

    /// <summary>What is told of something that is not there.</summary>
    public static string Missing(string kind, string id, FindingResource target) =>
        $"{kind} {id} does not exist in account {target.Account}, {target.Region}; check whether it was deleted after the finding.";

    /// <summary>Tags, as they are compared with the policy's.</summary>
    public static ImmutableSortedDictionary<string, string> TagsOf(IEnumerable<Tag>? tags) =>
        (tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value ?? "", StringComparer.Ordinal);
}
