using System.Collections.Immutable;
using Amazon;
using Amazon.AutoScaling;
using Amazon.CloudTrail;
using Amazon.Detective;
using Amazon.DynamoDBv2;
using Amazon.EC2;
using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityHub;
using Amazon.SimpleNotificationService;
using Amazon.StepFunctions;

namespace IncidentResponder.Functions;

/// <summary>Makes the SDK's clients: standard retries, the function's own Region and credentials, another endpoint where one is set.</summary>
internal sealed class Clients
{
    // IAM and STS record their global calls there, whatever the Region.
    private const string GlobalRegion = "us-east-1";

    private readonly string _region;
    private readonly bool _elsewhere;

    private Clients(string region, bool elsewhere) => (_region, _elsewhere) = (region, elsewhere);

    internal static Clients From(Func<string, string?> read) =>
        new(read("AWS_REGION") ?? throw new InvalidOperationException("AWS_REGION is not set; Lambda sets it, and so must whoever runs the function elsewhere."), read("AWS_ENDPOINT_URL") is { Length: > 0 });

    internal AmazonDynamoDBClient DynamoDb() => new(With(new AmazonDynamoDBConfig()));

    internal AmazonEC2Client Ec2() => new(With(new AmazonEC2Config()));

    internal AmazonAutoScalingClient AutoScaling() => new(With(new AmazonAutoScalingConfig()));

    internal AmazonIdentityManagementServiceClient Iam() => new(With(new AmazonIdentityManagementServiceConfig()));

    internal AmazonKeyManagementServiceClient Kms() => new(With(new AmazonKeyManagementServiceConfig()));

    internal AmazonSimpleNotificationServiceClient Sns() => new(With(new AmazonSimpleNotificationServiceConfig()));

    internal AmazonStepFunctionsClient StepFunctions() => new(With(new AmazonStepFunctionsConfig()));

    internal AmazonSecurityHubClient SecurityHub() => new(With(new AmazonSecurityHubConfig()));

    internal AmazonDetectiveClient Detective() => new(With(new AmazonDetectiveConfig()));

    // One host for all buckets, where the endpoint is not AWS's own.
    internal AmazonS3Client S3() => new(With(new AmazonS3Config { ForcePathStyle = _elsewhere }));

    internal ImmutableArray<IAmazonCloudTrail> CloudTrail()
    {
        AmazonCloudTrailClient own = new(With(new AmazonCloudTrailConfig()));
        if (_region == GlobalRegion)
            return [own];

        var global = With(new AmazonCloudTrailConfig());
        if (!_elsewhere)
            global.RegionEndpoint = RegionEndpoint.GetBySystemName(GlobalRegion);
        return [own, new AmazonCloudTrailClient(global)];
    }

    private static T With<T>(T config)
        where T : ClientConfig
    {
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 3;
        config.Timeout = TimeSpan.FromSeconds(20);
        return config;
    }
}
