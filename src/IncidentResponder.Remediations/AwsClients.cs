using Amazon;
using Amazon.AutoScaling;
using Amazon.EC2;
using Amazon.ElasticLoadBalancingV2;
using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.Lambda;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3Control;
using Amazon.SimpleSystemsManagement;
using IncidentResponder.Core;

namespace IncidentResponder.Remediations;

/// <summary>The SDK's clients for one account and Region. Each is made when it is first asked for.</summary>
/// <param name="credentials">Whose calls they make.</param>
/// <param name="region">The Region that they call.</param>
/// <param name="configure">Completes the configuration of a client: retries, time-outs, another endpoint.</param>
/// <param name="account">Tells whose account the credentials are of.</param>
public sealed class AwsClients(AWSCredentials credentials, string region, Action<ClientConfig> configure, Func<CancellationToken, Task<AccountId>> account)
{
    /// <summary>Where global services and CloudFront's part of regional ones are.</summary>
    public const string GlobalRegion = "us-east-1";

    /// <summary>The Region that they call.</summary>
    public string Region => region;

    /// <summary>Auto Scaling.</summary>
    public IAmazonAutoScaling AutoScaling => field ??= new AmazonAutoScalingClient(credentials, Configured(new AmazonAutoScalingConfig()));

    /// <summary>EC2.</summary>
    public IAmazonEC2 Ec2 => field ??= new AmazonEC2Client(credentials, Configured(new AmazonEC2Config()));

    /// <summary>IAM.</summary>
    public IAmazonIdentityManagementService Iam =>
        field ??= new AmazonIdentityManagementServiceClient(credentials, Configured(new AmazonIdentityManagementServiceConfig()));

    /// <summary>KMS.</summary>
    public IAmazonKeyManagementService Kms => field ??= new AmazonKeyManagementServiceClient(credentials, Configured(new AmazonKeyManagementServiceConfig()));

    /// <summary>Lambda.</summary>
    public IAmazonLambda Lambda => field ??= new AmazonLambdaClient(credentials, Configured(new AmazonLambdaConfig()));

    /// <summary>Load balancers of the second generation.</summary>
    public IAmazonElasticLoadBalancingV2 LoadBalancing =>
        field ??= new AmazonElasticLoadBalancingV2Client(credentials, Configured(new AmazonElasticLoadBalancingV2Config()));

    /// <summary>S3. One host for all buckets, where the endpoint is not AWS's own.</summary>
    public IAmazonS3 S3 => field ??= new AmazonS3Client(credentials, PathStyleWhenElsewhere(Configured(new AmazonS3Config())));

    /// <summary>S3's settings of a whole account.</summary>
    public IAmazonS3Control S3Control => field ??= new AmazonS3ControlClient(credentials, Configured(new AmazonS3ControlConfig()));

    /// <summary>Systems Manager.</summary>
    public IAmazonSimpleSystemsManagement Ssm =>
        field ??= new AmazonSimpleSystemsManagementClient(credentials, Configured(new AmazonSimpleSystemsManagementConfig()));

    /// <summary>The account that the credentials are of.</summary>
    public Task<AccountId> AccountAsync(CancellationToken cancel) => account(cancel);

    /// <summary>The clients for another Region of the same account.</summary>
    public AwsClients In(string other) => other == region ? this : new(credentials, other, configure, account);

    private T Configured<T>(T config)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        configure(config);
        if (config.ServiceURL is not null)
            config.AuthenticationRegion = region;
        return config;
    }

    private static AmazonS3Config PathStyleWhenElsewhere(AmazonS3Config config)
    {
        config.ForcePathStyle = config.ServiceURL is not null;
        return config;
    }
}
