using Amazon;
using Amazon.Detective;
using Amazon.DynamoDBv2;
using Amazon.GuardDuty;
using Amazon.KeyManagementService;
using Amazon.Organizations;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecretsManager;
using Amazon.SecurityHub;
using Amazon.SecurityToken;
using Amazon.SimpleEmailV2;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using Amazon.StepFunctions;

namespace IncidentResponder.Functions;

/// <summary>Makes the SDK's clients: standard retries, the function's own Region and credentials, another endpoint where one is set.</summary>
internal sealed class Clients
{
    private readonly string _region;
    private readonly string? _endpoint;

    private Clients(string region, string? endpoint) => (_region, _endpoint) = (region, endpoint);

    internal static Clients From(Func<string, string?> read) => new(
        read("AWS_REGION") ?? throw new InvalidOperationException("AWS_REGION is not set; Lambda sets it, and so must whoever runs the function elsewhere."),
        read("AWS_ENDPOINT_URL") is { Length: > 0 } endpoint ? endpoint : null);

    internal AmazonSimpleEmailServiceV2Client Ses() => new(With(new AmazonSimpleEmailServiceV2Config()));

    internal AmazonSQSClient Sqs() => new(With(new AmazonSQSConfig()));

    internal AmazonSecretsManagerClient Secrets() => new(With(new AmazonSecretsManagerConfig()));

    internal AmazonDynamoDBClient DynamoDb() => new(With(new AmazonDynamoDBConfig()));

    internal AmazonKeyManagementServiceClient Kms() => new(With(new AmazonKeyManagementServiceConfig()));

    internal AmazonSimpleNotificationServiceClient Sns() => new(With(new AmazonSimpleNotificationServiceConfig()));

    internal AmazonSecurityTokenServiceClient Sts() => new(With(new AmazonSecurityTokenServiceConfig()));

    internal AmazonStepFunctionsClient StepFunctions() => new(With(new AmazonStepFunctionsConfig()));

    internal AmazonSecurityHubClient SecurityHub() => new(With(new AmazonSecurityHubConfig()));

    internal AmazonGuardDutyClient GuardDuty() => new(With(new AmazonGuardDutyConfig()));

    internal AmazonOrganizationsClient Organizations() => new(With(new AmazonOrganizationsConfig()));

    internal AmazonDetectiveClient Detective() => new(With(new AmazonDetectiveConfig()));

    // One host for all buckets, where the endpoint is not AWS's own.
    internal AmazonS3Client S3() => new(With(new AmazonS3Config { ForcePathStyle = _endpoint is not null }));

    /// <summary>The function's own Region.</summary>
    internal string Region => _region;

    /// <summary>Retries, time-outs, and the other endpoint where one is set.</summary>
    internal void Configure(ClientConfig config)
    {
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 3;
        config.Timeout = TimeSpan.FromSeconds(20);
        if (_endpoint is not null)
            config.ServiceURL = _endpoint;
    }

    private T With<T>(T config)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(_region);
        Configure(config);
        if (_endpoint is not null)
            config.AuthenticationRegion = _region;
        return config;
    }
}
