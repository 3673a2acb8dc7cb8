using Amazon.AutoScaling;
using Amazon.EC2;
using Amazon.ElasticLoadBalancingV2;
using Amazon.IdentityManagement;
using Amazon.Runtime;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>The SDK's clients, pointed at moto through a call log; without retries, so that a crash stays a crash.</summary>
public sealed class Clients(Moto moto, CallLog log)
{
    public IAmazonEC2 Ec2 { get; } = new AmazonEC2Client(new BasicAWSCredentials("test", "test"), Configured<AmazonEC2Config>(moto, log));

    public IAmazonAutoScaling AutoScaling { get; } =
        new AmazonAutoScalingClient(new BasicAWSCredentials("test", "test"), Configured<AmazonAutoScalingConfig>(moto, log));

    public IAmazonElasticLoadBalancingV2 LoadBalancing { get; } =
        new AmazonElasticLoadBalancingV2Client(new BasicAWSCredentials("test", "test"), Configured<AmazonElasticLoadBalancingV2Config>(moto, log));

    public IAmazonIdentityManagementService Iam { get; } =
        new AmazonIdentityManagementServiceClient(new BasicAWSCredentials("test", "test"), Configured<AmazonIdentityManagementServiceConfig>(moto, log));

    private static T Configured<T>(Moto moto, CallLog log) where T : ClientConfig, new() => new()
    {
        ServiceURL = moto.Endpoint.ToString(),
        AuthenticationRegion = Moto.Region,
        MaxErrorRetry = 0,
        HttpClientFactory = new Through(log),
    };

    private sealed class Through(CallLog log) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(log, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
