using System.Collections.Immutable;
using Amazon;
using Amazon.AutoScaling;
using Amazon.EC2;
using Amazon.IdentityManagement;
using Amazon.Runtime;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations;

namespace IncidentResponder.Cli.Input;

/// <summary>Every remediation, for planning: nothing is called, and nobody is signed in.</summary>
internal static class OfflineCatalogue
{
    private static readonly Lazy<ImmutableArray<IRemediation>> Made = new(() =>
    {
        var nobody = new AnonymousAWSCredentials();
        return RemediationCatalog.All(
            new AmazonEC2Client(nobody, RegionEndpoint.USEast1),
            new AmazonAutoScalingClient(nobody, RegionEndpoint.USEast1),
            new AmazonIdentityManagementServiceClient(nobody, RegionEndpoint.USEast1));
    });

    /// <summary>All of them.</summary>
    public static ImmutableArray<IRemediation> All => Made.Value;
}
