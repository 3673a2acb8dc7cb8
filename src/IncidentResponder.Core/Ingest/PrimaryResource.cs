using System.Collections.Immutable;

namespace IncidentResponder.Core.Ingest;

/// <summary>
/// Puts the resource that a GuardDuty finding is about first. Its formats list resources in different orders; the finding's type names
/// the kind of resource in each of them, so that the target is the same whichever path the finding came by.
/// </summary>
internal static class PrimaryResource
{
    /// <summary>The same resources, those that the finding is about before the others.</summary>
    /// <param name="type">GuardDuty's name of the finding's type, "Purpose:Resource/Threat".</param>
    /// <param name="stated">The type of resource that the finding says it is about; null when it does not.</param>
    /// <param name="resources">The resources.</param>
    public static ImmutableArray<FindingResource> First(string type, string? stated, ImmutableArray<FindingResource> resources)
    {
        if (resources.Length < 2)
            return resources;

        var order = OrderFor(type);
        return [.. resources.OrderBy(resource => Rank(resource.Type))];

        int Rank(string kind) => Array.IndexOf(order, kind) switch
        {
            >= 0 and var found => found,
            _ when kind == stated => order.Length,
            _ => order.Length + 1,
        };
    }

    private static string[] OrderFor(string type)
    {
        var colon = type.IndexOf(':', StringComparison.Ordinal);
        var slash = type.IndexOf('/', colon + 1);
        return colon < 0 || slash < 0 ? [] : type[(colon + 1)..slash] switch
        {
            "EC2" => ["AwsEc2Instance"],
            "IAMUser" or "IAM" => ["AwsIamAccessKey", "AwsIamUser"],
            "S3" => ["AwsS3Bucket", "AwsS3Object"],
            "Lambda" => ["AwsLambdaFunction"],
            "RDS" => ["AwsRdsDbInstance", "AwsRdsDbCluster", "AwsRdsDbShardGroup"],
            "Kubernetes" or "EKS" => ["AwsEksCluster"],
            "ECS" => ["AwsEcsCluster", "AwsEcsTask"],
            "Container" => ["Container"],
            "Runtime" => ["AwsEksCluster", "AwsEcsCluster", "AwsEc2Instance", "Container"],
            _ => [],
        };
    }
}
