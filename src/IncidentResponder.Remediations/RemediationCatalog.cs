using System.Collections.Immutable;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Iam;
using IncidentResponder.Remediations.Kms;
using IncidentResponder.Remediations.Lambda;
using IncidentResponder.Remediations.S3;

namespace IncidentResponder.Remediations;

/// <summary>Every power of the responder, a line each.</summary>
public static class RemediationCatalog
{
    /// <summary>All remediations, on one account and Region.</summary>
    public static ImmutableArray<IRemediation> All(AwsClients aws) =>
    [
        // EC2
        new DetachAndProtectInstance(aws),
        new IsolateInstance(aws),

        // IAM
        new DeactivateAccessKey(aws),
        new QuarantineUser(aws),

        // KMS
        new CancelKeyDeletion(aws),
        new DisableKey(aws),
        new RemoveOutsideStatements(aws),
        new RevokeGrants(aws),

        // Lambda
        new CloseFunctionUrl(aws),
        new PauseEventSources(aws),
        new RemovePublicPermissions(aws),
        new ThrottleToZero(aws),

        // S3
        new BlockAccountPublicAccess(aws),
        new BlockBucketPublicAccess(aws),
        new RemoveOffendingStatements(aws),
        new RemovePublicGrants(aws),
    ];
}
