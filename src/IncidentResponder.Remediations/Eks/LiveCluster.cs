using System.Collections.Immutable;
using Amazon.EKS;
using Amazon.EKS.Model;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Remediations.Eks;

/// <summary>Reads what EKS shows of a cluster, and tells whether it is the finding's.</summary>
internal static class LiveCluster
{
    /// <summary>What EKS answers when a cluster, or something in it, does not exist.</summary>
    public const string NotFound = "ResourceNotFoundException";

    /// <summary>Reads a cluster.</summary>
    public static async Task<Look<Cluster>> ReadAsync(IAmazonEKS eks, string name, FindingResource target, CancellationToken cancel)
    {
        try
        {
            var found = (await eks.DescribeClusterAsync(new() { Name = name }, cancel)).Cluster;
            var isThere = Arn.TryParse(found.Arn, out var arn) && arn.Account == target.Account.Value && arn.Region == target.Region;
            return !isThere ? new Look<Cluster>.Unusable($"Cluster {found.Arn} is not in account {target.Account}, {target.Region} as the finding says; it is left alone.")
                : found.ConnectorConfig is not null ? new Look<Cluster>.Unusable($"Cluster {name} is only registered with EKS and runs elsewhere; contain it where it runs.")
                : new Look<Cluster>.Usable(found) { Tags = (found.Tags ?? new()).ToImmutableSortedDictionary(StringComparer.Ordinal) };
        }
        catch (AmazonEKSException gone) when (gone.ErrorCode is NotFound)
        {
            return new Look<Cluster>.Gone($"Cluster {name} does not exist in account {target.Account}, {target.Region}; check whether it was deleted after the finding.");
        }
    }
}
