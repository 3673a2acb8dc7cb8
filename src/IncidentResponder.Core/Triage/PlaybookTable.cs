using System.Collections.Immutable;

namespace IncidentResponder.Core.Triage;

/// <summary>
/// The playbooks, by what they answer. Of those that a finding matches, the first that it names a target for is taken. Whether it is
/// run, asked about or only told is the policy's to say.
/// </summary>
public static class PlaybookTable
{
    private static readonly PlaybookStep[] ContainIdentity =
    [
        new("Iam/DeactivateAccessKey", WhereItApplies: true), new("Iam/QuarantineUser", WhereItApplies: true), new("Iam/RevokeRoleSessions", WhereItApplies: true),
    ];

    private static readonly string[] CredentialFindings =
        ["UnauthorizedAccess:IAMUser/*", "*:IAMUser/AnomalousBehavior", "AttackSequence:IAM/CompromisedCredentials"];

    private static readonly string[] ObjectAccessFindings =
        ["Exfiltration:S3/*", "Discovery:S3/*", "Impact:S3/*", "UnauthorizedAccess:S3/*", "AttackSequence:S3/CompromisedData"];

    /// <summary>All of them.</summary>
    public static ImmutableArray<Playbook> All { get; } =
    [
        new()
        {
            Name = Playbooks.ContainInstance,
            Findings =
            [
                "CryptoCurrency:EC2/*", "CryptoCurrency:Runtime/*", "Impact:EC2/BitcoinDomainRequest.Reputation", "Impact:EC2/PortSweep",
                "Impact:EC2/WinRMBruteForce", "Backdoor:EC2/*", "Trojan:EC2/*", "Recon:EC2/Portscan", "UnauthorizedAccess:EC2/TorClient",
                "UnauthorizedAccess:EC2/TorRelay", "UnauthorizedAccess:EC2/MetadataDNSRebind", "UnauthorizedAccess:EC2/SSHBruteForce",
                "UnauthorizedAccess:EC2/RDPBruteForce",
            ],
            On = ActsOn.ActingInstance,
            Steps =
            [
                new("Ec2/DetachAndProtectInstance"), new("Elb/DeregisterTarget", WhereItApplies: true), new("Ec2/IsolateInstance"),
                new("Iam/RevokeInstanceCredentials", WhereItApplies: true),
            ],
            Lead = "Ec2/IsolateInstance",
        },
        new()
        {
            Name = "BlockAttacker",
            Findings = ["UnauthorizedAccess:EC2/SSHBruteForce", "UnauthorizedAccess:EC2/RDPBruteForce"],
            On = ActsOn.RemoteAddress,
            Steps = [new("NetworkFirewall/BlockAddress")],
        },
        new()
        {
            Name = "StopTask",
            Findings = ["CryptoCurrency:Runtime/*"],
            On = ActsOn.Resource,
            ResourceType = "AwsEcsTask",
            Steps = [new("Ecs/ScaleServiceToZero", WhereItApplies: true), new("Ecs/StopTask")],
            Lead = "Ecs/StopTask",
        },
        new()
        {
            Name = "ContainInstanceCredentials",
            Findings = ["UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration*"],
            On = ActsOn.CredentialsOfInstance,
            Steps = [new("Iam/RevokeInstanceCredentials")],
        },
        new()
        {
            Name = Playbooks.ContainAccessKey,
            Findings = [.. CredentialFindings],
            On = ActsOn.LongTermKey,
            Steps = [new("Iam/DeactivateAccessKey"), new("Iam/QuarantineUser")],
        },
        new()
        {
            Name = "ContainUser",
            Findings = [.. CredentialFindings],
            On = ActsOn.User,
            Steps = [new("Iam/QuarantineUser")],
        },
        new()
        {
            Name = "ContainRole",
            Findings = [.. CredentialFindings],
            On = ActsOn.Role,
            Steps = [new("Iam/RevokeRoleSessions")],
        },
        new()
        {
            Name = "RestoreLogging",
            Findings = ["Stealth:IAMUser/CloudTrailLoggingDisabled", "CloudTrail.1", "CloudTrail.4"],
            On = ActsOn.Account,
            Steps = [new("CloudTrail/RestartLogging"), .. ContainIdentity],
        },
        new()
        {
            Name = "ContainObjectAccess",
            Findings = [.. ObjectAccessFindings],
            On = ActsOn.Resource,
            ResourceType = "AwsS3Bucket",
            Steps = [.. ContainIdentity, new("S3/BlockBucketPublicAccess")],
            Lead = "S3/BlockBucketPublicAccess",
        },
        new()
        {
            Name = "CloseBucket",
            Findings =
            [
                "Policy:S3/BucketAnonymousAccessGranted", "Policy:S3/BucketPublicAccessGranted", "Policy:S3/BucketBlockPublicAccessDisabled",
                "Policy:IAMUser/S3BucketPublic", "S3.2", "S3.3", "S3.8",
            ],
            On = ActsOn.Resource,
            ResourceType = "AwsS3Bucket",
            Steps = [new("S3/BlockBucketPublicAccess")],
        },
        new()
        {
            Name = "RemoveBucketGrants",
            Findings = ["Policy:IAMUser/S3BucketSharedExternally", "Policy:IAMUser/S3BucketSharedWithCloudFront", "S3.6", "ExternalAccess"],
            On = ActsOn.Resource,
            ResourceType = "AwsS3Bucket",
            Steps = [new("S3/RemoveOffendingStatements")],
        },
        new()
        {
            Name = "CloseAccountBuckets",
            Findings = ["Policy:S3/AccountBlockPublicAccessDisabled", "S3.1"],
            On = ActsOn.Account,
            Steps = [new("S3/BlockAccountPublicAccess")],
        },
        new()
        {
            Name = "StopFunction",
            Findings = ["CryptoCurrency:Lambda/*", "Backdoor:Lambda/*", "Trojan:Lambda/*", "UnauthorizedAccess:Lambda/*"],
            On = ActsOn.Resource,
            ResourceType = "AwsLambdaFunction",
            Steps = [new("Lambda/ThrottleToZero"), new("Lambda/PauseEventSources", WhereItApplies: true)],
        },
        new()
        {
            Name = "CloseFunction",
            Findings = ["Lambda.1", "ExternalAccess"],
            On = ActsOn.Resource,
            ResourceType = "AwsLambdaFunction",
            Steps = [new("Lambda/RemovePublicPermissions"), new("Lambda/CloseFunctionUrl", WhereItApplies: true)],
        },
        new()
        {
            Name = "CloseAdministrationPorts",
            Findings = ["EC2.13", "EC2.14", "EC2.18", "EC2.19"],
            On = ActsOn.Resource,
            ResourceType = "AwsEc2SecurityGroup",
            Steps = [new("Ec2/RevokeOpenIngress")],
        },
        new()
        {
            Name = "UnshareVolumeSnapshot",
            Findings = ["EC2.1", "ExternalAccess"],
            On = ActsOn.Resource,
            ResourceType = "AwsEc2Snapshot",
            Steps = [new("Ec2/UnshareSnapshot")],
        },
        new()
        {
            Name = "CloseDatabase",
            Findings = ["RDS.2"],
            On = ActsOn.Resource,
            ResourceType = "AwsRdsDbInstance",
            Steps = [new("Rds/ClosePublicInstance")],
        },
        new()
        {
            Name = "UnshareDatabaseSnapshot",
            Findings = ["RDS.1", "ExternalAccess"],
            On = ActsOn.Resource,
            ResourceType = "AwsRdsDbSnapshot",
            Steps = [new("Rds/UnshareSnapshot")],
        },
        new()
        {
            Name = "UnshareClusterSnapshot",
            Findings = ["RDS.1", "ExternalAccess"],
            On = ActsOn.Resource,
            ResourceType = "AwsRdsDbClusterSnapshot",
            Steps = [new("Rds/UnshareClusterSnapshot")],
        },
        new()
        {
            Name = "ChangeDatabasePassword",
            Findings = ["CredentialAccess:RDS/*"],
            On = ActsOn.Resource,
            ResourceType = "AwsRdsDbInstance",
            Steps = [new("Rds/RotateMasterPassword")],
        },
        new()
        {
            Name = "UnshareDocument",
            Findings = ["SSM.4"],
            On = ActsOn.Resource,
            ResourceType = "AwsSsmDocument",
            Steps = [new("Ssm/UnshareDocument")],
        },
        new()
        {
            Name = "CloseSecret",
            Findings = ["ExternalAccess"],
            On = ActsOn.Resource,
            ResourceType = "AwsSecretsManagerSecret",
            Steps = [new("SecretsManager/BlockOutsideAccess")],
        },
        new()
        {
            Name = "CloseKey",
            Findings = ["ExternalAccess"],
            On = ActsOn.Resource,
            ResourceType = "AwsKmsKey",
            Steps = [new("Kms/RemoveOutsideStatements"), new("Kms/RevokeGrants", WhereItApplies: true)],
        },
        new()
        {
            Name = "KeepKey",
            Findings = ["KMS.3"],
            On = ActsOn.Resource,
            ResourceType = "AwsKmsKey",
            Steps = [new("Kms/CancelKeyDeletion")],
        },
        new()
        {
            Name = "CloseSearchDomain",
            Findings = ["Opensearch.2", "ES.2"],
            On = ActsOn.Resource,
            ResourceType = "AwsOpenSearchServiceDomain",
            Steps = [new("OpenSearch/CloseAccessPolicy")],
        },
        new()
        {
            Name = "CloseCluster",
            Findings = ["EKS.1"],
            On = ActsOn.Resource,
            ResourceType = "AwsEksCluster",
            Steps = [new("Eks/ClosePublicEndpoint")],
        },
        new()
        {
            Name = "RestoreThreatDetection",
            Findings = ["GuardDuty.1"],
            On = ActsOn.Account,
            Steps = [new("GuardDuty/EnableDetector")],
        },
        new()
        {
            Name = "RestoreRecording",
            Findings = ["Config.1"],
            On = ActsOn.Account,
            Steps = [new("Config/StartRecorder")],
        },
        new()
        {
            Name = "RestoreFlowLogs",
            Findings = ["EC2.6"],
            On = ActsOn.Resource,
            ResourceType = "AwsEc2Vpc",
            Steps = [new("Ec2/RestoreFlowLogs")],
        },
    ];

    /// <summary>The playbook of a name; null for those that only tell.</summary>
    public static Playbook? Named(string name) => All.FirstOrDefault(one => one.Name == name);
}
