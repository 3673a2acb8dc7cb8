using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>What evidence is collected about.</summary>
public sealed record EvidenceTarget
{
    /// <summary>The incident.</summary>
    public required IncidentId Incident { get; init; }

    /// <summary>The resource.</summary>
    public required FindingResource Resource { get; init; }

    /// <summary>The identity that the finding names, where it names one.</summary>
    public FindingPrincipal? Principal { get; init; }

    /// <summary>When the finding was created.</summary>
    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>The resource's ARN: the finding's, or made from type and id.</summary>
    public string Arn => Resource.Arn is { Length: > 0 } given ? given : Resource.Type switch
    {
        "AwsEc2Instance" => Regional("ec2", $"instance/{Resource.Id}"),
        "AwsEc2SecurityGroup" => Regional("ec2", $"security-group/{Resource.Id}"),
        "AwsIamAccessKey" => Global("iam", $"access-key/{Resource.Id}"),
        "AwsIamUser" => Global("iam", $"user/{Resource.Id}"),
        "AwsIamRole" => Global("iam", $"role/{Resource.Id}"),
        "AwsLambdaFunction" => Regional("lambda", $"function:{Resource.Id}"),
        "AwsRdsDbInstance" => Regional("rds", $"db:{Resource.Id}"),
        "AwsS3Bucket" => $"arn:{Partition}:s3:::{Resource.Id}",
        _ => Regional("unknown", $"{Resource.Type}/{Resource.Id}"),
    };

    /// <summary>The partition of the resource's Region.</summary>
    public string Partition => IncidentResponder.Core.Ingest.Arn.PartitionOf(Resource.Region);

    /// <summary>The ARN of something else of the resource's account and Region.</summary>
    /// <param name="service">The service's prefix.</param>
    /// <param name="resource">The rest of the ARN.</param>
    public string Regional(string service, string resource) => $"arn:{Partition}:{service}:{Resource.Region}:{Resource.Account}:{resource}";

    private string Global(string service, string resource) => $"arn:{Partition}:{service}::{Resource.Account}:{resource}";
}
