using System.Collections.Immutable;

namespace IncidentResponder.Core.Ingest;

/// <summary>Reads the resources that a GuardDuty finding names, the one it is about first.</summary>
internal static class GuardDutyResources
{
    public static ImmutableArray<FindingResource> Read(
        JsonPlace resource, AccountId account, string region, string partition, Reading reading)
    {
        FindingResource Of(string type, string? id, string? arn) =>
            new() { Type = type, Id = id ?? "unknown", Account = account, Region = region, Arn = arn };

        FindingResource ByArn(string type, JsonPlace arn, JsonPlace name) => Of(type, name.Text ?? arn.Text, arn.Text);

        switch (resource["resourceType"].Text)
        {
            case "Instance":
                var instance = reading.Text(resource["instanceDetails"]["instanceId"]);
                return [Of("AwsEc2Instance", instance, $"arn:{partition}:ec2:{region}:{account}:instance/{instance}")];
            case "AccessKey":
                return OfPrincipal(ReadPrincipal(resource["accessKeyDetails"]), account, region);
            case "S3Bucket":
                var buckets = resource["s3BucketDetails"].Items.Select(bucket => ByArn("AwsS3Bucket", bucket["arn"], bucket["name"])).Take(32);
                return OrAccount([.. buckets], account, region);
            case "Lambda":
                return [ByArn("AwsLambdaFunction", resource["lambdaDetails"]["functionArn"], resource["lambdaDetails"]["functionName"])];
            case "EKSCluster":
                return [ByArn("AwsEksCluster", resource["eksClusterDetails"]["arn"], resource["eksClusterDetails"]["name"])];
            case "ECSCluster":
                return [ByArn("AwsEcsCluster", resource["ecsClusterDetails"]["arn"], resource["ecsClusterDetails"]["name"])];
            case "RDSDBInstance":
                var database = resource["rdsDbInstanceDetails"];
                return [ByArn("AwsRdsDbInstance", database["dbInstanceArn"], database["dbInstanceIdentifier"])];
            default:
                return OrAccount([], account, region);
        }
    }

    /// <summary>The key and, when it belongs to a user, the user: the same whichever path the finding came by.</summary>
    public static ImmutableArray<FindingResource> OfPrincipal(FindingPrincipal? principal, AccountId account, string region)
    {
        var id = principal?.AccessKeyId ?? principal?.Name ?? principal?.PrincipalId ?? "unknown";
        FindingResource key = new() { Type = "AwsIamAccessKey", Id = id, Account = account, Region = region };
        return principal is { Kind: "IAMUser", Name: { } name }
            ? [key, new() { Type = "AwsIamUser", Id = name, Account = account, Region = region }]
            : [key];
    }

    /// <summary>The identity whose credentials were used; null when the finding names none.</summary>
    public static FindingPrincipal? ReadPrincipal(JsonPlace details) => details.IsMissing
        ? null
        : new()
        {
            Kind = details["userType"].Text ?? "Unknown",
            Name = details["userName"].Text,
            PrincipalId = details["principalId"].Text,
            AccessKeyId = details["accessKeyId"].Text,
        };

    /// <summary>The resources, or the account itself when the finding names none.</summary>
    public static ImmutableArray<FindingResource> OrAccount(ImmutableArray<FindingResource> resources, AccountId account, string region) =>
        resources.IsEmpty
            ? [new() { Type = "AwsAccount", Id = account.Value, Account = account, Region = region }]
            : resources;
}
