using System.Collections.Immutable;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.CloudTrail;
using IncidentResponder.Remediations.Cognito;
using IncidentResponder.Remediations.Config;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Ecs;
using IncidentResponder.Remediations.Eks;
using IncidentResponder.Remediations.Elb;
using IncidentResponder.Remediations.GuardDuty;
using IncidentResponder.Remediations.Iam;
using IncidentResponder.Remediations.Kms;
using IncidentResponder.Remediations.Lambda;
using IncidentResponder.Remediations.OpenSearch;
using IncidentResponder.Remediations.Rds;
using IncidentResponder.Remediations.Runbooks;
using IncidentResponder.Remediations.S3;
using IncidentResponder.Remediations.SecretsManager;
using IncidentResponder.Remediations.SecurityHub;
using IncidentResponder.Remediations.Ssm;

namespace IncidentResponder.Remediations;

/// <summary>Every power of the responder, a line each.</summary>
public static class RemediationCatalog
{
    /// <summary>All remediations, on one account and Region.</summary>
    public static ImmutableArray<IRemediation> All(AwsClients aws) =>
    [
        // CloudTrail
        new RestartLogging(aws),
        new RestoreSelectors(aws),

        // Cognito
        new DisableUser(aws),

        // Config
        new StartRecorder(aws),

        // DNS
        new Dns.BlockDomain(aws),

        // EC2
        new BlockImageSharing(aws),
        new BlockSnapshotSharing(aws),
        new DenyInstanceInVpc(aws),
        new DetachAndProtectInstance(aws),
        new DisableSerialConsole(aws),
        new IsolateInstance(aws),
        new QuarantineSubnet(aws),
        new RequireImdsV2(aws),
        new RestoreFlowLogs(aws),
        new RevokeOpenIngress(aws),
        new StopInstance(aws),
        new UnshareImage(aws),
        new Ec2.UnshareSnapshot(aws),

        // ECS
        new DisableExec(aws),
        new DrainContainerInstance(aws),
        new ScaleServiceToZero(aws),
        new StopTask(aws),

        // EKS
        new ClosePublicEndpoint(aws),
        new RemoveAccessEntry(aws),

        // Elastic Load Balancing
        new DeregisterTarget(aws),

        // GuardDuty
        new EnableDetector(aws),
        new RemoveRogueFilters(aws),
        new RemoveTrustedIpSets(aws),

        // IAM
        new DeactivateAccessKey(aws),
        new DeactivateOtherCredentials(aws),
        new DeactivateUserKeys(aws),
        new QuarantineUser(aws),
        new RemoveConsoleAccess(aws),
        new RestrictRoleTrust(aws),
        new RevokeInstanceCredentials(aws),
        new RevokeRoleSessions(aws),

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

        // Network Firewall
        new NetworkFirewall.BlockAddress(aws),
        new NetworkFirewall.BlockDomain(aws),

        // OpenSearch Service
        new CloseAccessPolicy(aws),

        // RDS
        new ClosePublicInstance(aws),
        new RotateMasterPassword(aws),
        new UnshareClusterSnapshot(aws),
        new Rds.UnshareSnapshot(aws),

        // Runbooks: by hand
        new AnswerShieldAttack(),
        new MoveAccountToQuarantine(),
        new MoveDirectConnectPath(),
        new ReplaceCertificate(),
        new SecureRootUser(),

        // S3
        new BlockAccountPublicAccess(aws),
        new BlockBucketPublicAccess(aws),
        new RemoveOffendingStatements(aws),
        new RemovePublicGrants(aws),

        // Systems Manager
        new BlockDocumentSharing(aws),
        new UnshareDocument(aws),
        // Secrets Manager
        new BlockOutsideAccess(aws),
        new BlockPrincipal(aws),
        new RotateSecret(aws),

        // Security Hub
        new EnableHub(aws),

        // WAF
        new Waf.BlockAddress(aws),
        new Waf.BlockAddressAtEdge(aws),
    ];
}
