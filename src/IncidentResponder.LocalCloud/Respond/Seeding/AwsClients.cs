using Amazon.AutoScaling;
using Amazon.EC2;
using Amazon.IdentityManagement;
using Amazon.Runtime;

namespace IncidentResponder.LocalCloud.Respond.Seeding;

/// <summary>The SDK's own clients, pointed at the local cloud in one account and Region.</summary>
public sealed class AwsClients : IDisposable
{
    /// <summary>Connects.</summary>
    /// <param name="endpoint">The local cloud.</param>
    /// <param name="region">The Region.</param>
    /// <param name="account">Credentials of another account than the cloud's own; null for its own.</param>
    public AwsClients(Uri endpoint, string region, AWSCredentials? account = null)
    {
        // The front knows by the key who calls; "seed" is nobody's function.
        var credentials = account ?? new BasicAWSCredentials("AKIALOCALSEED0000000", "local");
        var url = endpoint.ToString();
        Ec2 = new(credentials, new AmazonEC2Config { ServiceURL = url, AuthenticationRegion = region });
        AutoScaling = new(credentials, new AmazonAutoScalingConfig { ServiceURL = url, AuthenticationRegion = region });
        Iam = new(credentials, new AmazonIdentityManagementServiceConfig { ServiceURL = url, AuthenticationRegion = "us-east-1" });
    }

    /// <summary>EC2.</summary>
    public AmazonEC2Client Ec2 { get; }

    /// <summary>EC2 Auto Scaling.</summary>
    public AmazonAutoScalingClient AutoScaling { get; }

    /// <summary>IAM.</summary>
    public AmazonIdentityManagementServiceClient Iam { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Ec2.Dispose();
        AutoScaling.Dispose();
        Iam.Dispose();
    }
}
