using System.Collections.Immutable;
using Amazon.AutoScaling;
using Amazon.EC2;
using Amazon.IdentityManagement;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Iam;

namespace IncidentResponder.Remediations;

/// <summary>Every power of the responder, a line each.</summary>
public static class RemediationCatalog
{
    /// <summary>All remediations, in the order in which a plan that has them runs them.</summary>
    public static ImmutableArray<IRemediation> All(
        IAmazonEC2 ec2, IAmazonAutoScaling autoScaling, IAmazonIdentityManagementService iam) =>
    [
        new DeactivateAccessKey(iam),
        new QuarantineUser(iam),
        new DetachAndProtectInstance(ec2, autoScaling),
        new IsolateInstance(ec2),
    ];
}
