using System.Collections.Immutable;
using Amazon;
using Amazon.AutoScaling;
using Amazon.CloudTrail;
using Amazon.Detective;
using Amazon.DynamoDBv2;
using Amazon.EC2;
using Amazon.ElasticLoadBalancingV2;
using Amazon.GuardDuty;
using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.Organizations;
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
    private readonly string? _endpoint;

    private Clients(string region, string? endpoint) => (_region, _endpoint) = (region, endpoint);

    internal static Clients From(Func<string, string?> read) => new(
        read("AWS_REGION") ?? throw new InvalidOperationException("AWS_REGION is not set; Lambda sets it, and so must whoever runs the function elsewhere."),
        read("AWS_ENDPOINT_URL") is { Length: > 0 } endpoint ? endpoint : null);

    internal AmazonDynamoDBClient DynamoDb() => new(With(new AmazonDynamoDBConfig()));

    internal AmazonEC2Client Ec2() => new(With(new AmazonEC2Config()));

    internal AmazonAutoScalingClient AutoScaling() => new(With(new AmazonAutoScalingConfig()));

    internal AmazonElasticLoadBalancingV2Client LoadBalancing() => new(With(new AmazonElasticLoadBalancingV2Config()));

    internal AmazonIdentityManagementServiceClient Iam() => new(With(new AmazonIdentityManagementServiceConfig()));

    internal AmazonKeyManagementServiceClient Kms() => new(With(new AmazonKeyManagementServiceConfig()));

    internal AmazonSimpleNotificationServiceClient Sns() => new(With(new AmazonSimpleNotificationServiceConfig()));

    internal AmazonStepFunctionsClient StepFunctions() => new(With(new AmazonStepFunctionsConfig()));

    internal AmazonSecurityHubClient SecurityHub() => new(With(new AmazonSecurityHubConfig()));

    internal AmazonGuardDutyClient GuardDuty() => new(With(new AmazonGuardDutyConfig()));

    internal AmazonOrganizationsClient Organizations() => new(With(new AmazonOrganizationsConfig()));

    internal AmazonDetectiveClient Detective() => new(With(new AmazonDetectiveConfig()));

    // One host for all buckets, where the endpoint is not AWS's own.
    internal AmazonS3Client S3() => new(With(new AmazonS3Config { ForcePathStyle = _endpoint is not null }));

    internal ImmutableArray<IAmazonCloudTrail> CloudTrail()
    {
        AmazonCloudTrailClient own = new(With(new AmazonCloudTrailConfig()));
        if (_region == GlobalRegion)
            return [own];

        return [own, new AmazonCloudTrailClient(With(new AmazonCloudTrailConfig(), GlobalRegion))];
    }

    private T With<T>(T config, string? region = null)
        where T : ClientConfig
    {
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 3;
        config.Timeout = TimeSpan.FromSeconds(20);
        if (_endpoint is null)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region ?? _region);
        else
            (config.ServiceURL, config.AuthenticationRegion) = (_endpoint, region ?? _region);
        return config;
    }
}
