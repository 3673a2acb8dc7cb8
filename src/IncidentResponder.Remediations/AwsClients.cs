using Amazon;
using Amazon.AutoScaling;
using Amazon.CloudTrail;
using Amazon.CognitoIdentityProvider;
using Amazon.ConfigService;
using Amazon.EC2;
using Amazon.ECS;
using Amazon.EKS;
using Amazon.ElasticLoadBalancingV2;
using Amazon.GuardDuty;
using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.Lambda;
using Amazon.NetworkFirewall;
using Amazon.OpenSearchService;
using Amazon.RDS;
using Amazon.Route53Resolver;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3Control;
using Amazon.SecretsManager;
using Amazon.SecurityHub;
using Amazon.SimpleSystemsManagement;
using Amazon.WAFV2;
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

    /// <summary>CloudTrail.</summary>
    public IAmazonCloudTrail CloudTrail => field ??= new AmazonCloudTrailClient(credentials, Configured(new AmazonCloudTrailConfig()));

    /// <summary>Cognito user pools.</summary>
    public IAmazonCognitoIdentityProvider Cognito =>
        field ??= new AmazonCognitoIdentityProviderClient(credentials, Configured(new AmazonCognitoIdentityProviderConfig()));

    /// <summary>Config.</summary>
    public IAmazonConfigService Config => field ??= new AmazonConfigServiceClient(credentials, Configured(new AmazonConfigServiceConfig()));

    /// <summary>EC2.</summary>
    public IAmazonEC2 Ec2 => field ??= new AmazonEC2Client(credentials, Configured(new AmazonEC2Config()));

    /// <summary>ECS.</summary>
    public IAmazonECS Ecs => field ??= new AmazonECSClient(credentials, Configured(new AmazonECSConfig()));

    /// <summary>EKS.</summary>
    public IAmazonEKS Eks => field ??= new AmazonEKSClient(credentials, Configured(new AmazonEKSConfig()));

    /// <summary>GuardDuty.</summary>
    public IAmazonGuardDuty GuardDuty => field ??= new AmazonGuardDutyClient(credentials, Configured(new AmazonGuardDutyConfig()));

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

    /// <summary>Network Firewall.</summary>
    public IAmazonNetworkFirewall NetworkFirewall =>
        field ??= new AmazonNetworkFirewallClient(credentials, Configured(new AmazonNetworkFirewallConfig()));

    /// <summary>OpenSearch Service.</summary>
    public IAmazonOpenSearchService OpenSearch =>
        field ??= new AmazonOpenSearchServiceClient(credentials, Configured(new AmazonOpenSearchServiceConfig()));

    /// <summary>RDS.</summary>
    public IAmazonRDS Rds => field ??= new AmazonRDSClient(credentials, Configured(new AmazonRDSConfig()));

    /// <summary>Route 53 Resolver, with its DNS firewall.</summary>
    public IAmazonRoute53Resolver Resolver => field ??= new AmazonRoute53ResolverClient(credentials, Configured(new AmazonRoute53ResolverConfig()));

    /// <summary>S3. One host for all buckets, where the endpoint is not AWS's own.</summary>
    public IAmazonS3 S3 => field ??= new AmazonS3Client(credentials, PathStyleWhenElsewhere(Configured(new AmazonS3Config())));

    /// <summary>Secrets Manager.</summary>
    public IAmazonSecretsManager SecretsManager =>
        field ??= new AmazonSecretsManagerClient(credentials, Configured(new AmazonSecretsManagerConfig()));

    /// <summary>Security Hub.</summary>
    public IAmazonSecurityHub SecurityHub => field ??= new AmazonSecurityHubClient(credentials, Configured(new AmazonSecurityHubConfig()));
    /// <summary>S3's settings of a whole account.</summary>
    public IAmazonS3Control S3Control => field ??= new AmazonS3ControlClient(credentials, Configured(new AmazonS3ControlConfig()));

    /// <summary>Systems Manager.</summary>
    public IAmazonSimpleSystemsManagement Ssm =>
        field ??= new AmazonSimpleSystemsManagementClient(credentials, Configured(new AmazonSimpleSystemsManagementConfig()));

    /// <summary>WAF.</summary>
    public IAmazonWAFV2 Waf => field ??= new AmazonWAFV2Client(credentials, Configured(new AmazonWAFV2Config()));

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
