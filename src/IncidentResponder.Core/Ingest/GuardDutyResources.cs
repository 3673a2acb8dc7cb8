using System.Collections.Immutable;

namespace IncidentResponder.Core.Ingest;

/// <summary>Reads the resources that a GuardDuty finding names, the one it is about first.</summary>
internal static class GuardDutyResources
{
    // Which details belong to which type, with the members that hold its name and its ARN.
    private static readonly (string Details, string Type, string Name, string Arn)[] Known =
    [
        ("eksClusterDetails", "AwsEksCluster", "name", "arn"),
        ("ecsClusterDetails", "AwsEcsCluster", "name", "arn"),
        ("containerDetails", "Container", "id", "arn"),
        ("lambdaDetails", "AwsLambdaFunction", "functionName", "functionArn"),
        ("rdsDbInstanceDetails", "AwsRdsDbInstance", "dbInstanceIdentifier", "dbInstanceArn"),
        ("rdsLimitlessDbDetails", "AwsRdsDbShardGroup", "dbShardGroupIdentifier", "dbShardGroupArn"),
        ("ebsSnapshotDetails", "AwsEc2Snapshot", "snapshotId", "snapshotArn"),
        ("ec2ImageDetails", "AwsEc2Image", "imageId", "imageArn"),
        ("recoveryPointDetails", "AwsBackupRecoveryPoint", "recoveryPointId", "recoveryPointArn"),
    ];

    private static readonly Dictionary<string, string> TypeOf = new(StringComparer.Ordinal)
    {
        ["Instance"] = "AwsEc2Instance",
        ["AccessKey"] = "AwsIamAccessKey",
        ["S3Bucket"] = "AwsS3Bucket",
        ["S3Object"] = "AwsS3Object",
        ["EKSCluster"] = "AwsEksCluster",
        ["KubernetesCluster"] = "AwsEksCluster",
        ["ECSCluster"] = "AwsEcsCluster",
        ["Container"] = "Container",
        ["RDSDBInstance"] = "AwsRdsDbInstance",
        ["RDSLimitlessDB"] = "AwsRdsDbShardGroup",
        ["Lambda"] = "AwsLambdaFunction",
        ["EBSSnapshot"] = "AwsEc2Snapshot",
        ["EC2Image"] = "AwsEc2Image",
        ["EC2AMI"] = "AwsEc2Image",
    };

    public static ImmutableArray<FindingResource> Read(
        JsonPlace finding, string type, FindingPrincipal? principal, ResourceMaker make, string partition)
    {
        var resource = finding["resource"];
        var named = Named(resource, principal, make, partition).Concat(GuardDutySequence.ResourcesOf(finding, make)).OfType<FindingResource>().ToList();
        var about = resource["resourceType"].Text is { } stated ? TypeOf.GetValueOrDefault(stated, AwsTypeName.Of(stated)) : null;
        if (about is not (null or "AttackSequence") && named.TrueForAll(one => one.Type != about))
            named.Insert(0, make.Named(about, null, null));

        return PrimaryResource.First(type, about, make.OrAccount(named));
    }

    private static IEnumerable<FindingResource?> Named(JsonPlace resource, FindingPrincipal? principal, ResourceMaker make, string partition)
    {
        if (resource["instanceDetails"]["instanceId"].Text is { } instance)
            yield return make.Instance(instance, partition);

        foreach (var bucket in resource["s3BucketDetails"].Items)
        {
            yield return make.Named("AwsS3Bucket", bucket["name"].Text, bucket["arn"].Text);
            foreach (var stored in bucket["s3ObjectDetails"].Items)
                yield return make.ById("AwsS3Object", stored["objectArn"].Text ?? stored["key"].Text);
        }

        foreach (var (details, type, name, arn) in Known)
        {
            if (resource[details].IsObject)
                yield return make.Named(type, resource[details][name].Text, resource[details][arn].Text);
        }

        if (resource["ecsClusterDetails"]["taskDetails"]["arn"].Text is { } task)
            yield return make.ById("AwsEcsTask", task);

        foreach (var volume in resource["ebsVolumeDetails"]["scannedVolumeDetails"].Items)
            yield return make.ById("AwsEc2Volume", volume["volumeArn"].Text);

        if (!resource["accessKeyDetails"].IsObject)
            yield break;

        foreach (var one in make.OfPrincipal(principal))
            yield return one;
    }
}
