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

    // Who works in the dark may have blinded GuardDuty as well, which says "enabled" all the while.
    private static readonly PlaybookStep[] Uncover =
        [new("GuardDuty/RemoveRogueFilters", WhereItApplies: true), new("GuardDuty/RemoveTrustedIpSets", WhereItApplies: true)];

    private static readonly string[] EvasionFindings = ["DefenseEvasion:IAMUser/AnomalousBehavior"];

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
            Name = "UncoverAndContainAccessKey",
            Findings = [.. EvasionFindings],
            On = ActsOn.LongTermKey,
            Steps = [new("Iam/DeactivateAccessKey"), new("Iam/QuarantineUser"), .. Uncover],
        },
        new()
        {
            Name = "UncoverAndContainUser",
            Findings = [.. EvasionFindings],
            On = ActsOn.User,
            Steps = [new("Iam/QuarantineUser"), .. Uncover],
        },
        new()
        {
            Name = "UncoverAndContainRole",
            Findings = [.. EvasionFindings],
            On = ActsOn.Role,
            Steps = [new("Iam/RevokeRoleSessions"), .. Uncover],
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
        OnAccount("RestoreLogging", ["Stealth:IAMUser/CloudTrailLoggingDisabled", "CloudTrail.1"], "CloudTrail/RestartLogging"),
        OnResource("AwsS3Bucket", "ContainObjectAccess", ObjectAccessFindings, [.. ContainIdentity, new("S3/BlockBucketPublicAccess")]) with { Lead = "S3/BlockBucketPublicAccess" },
        OnResource("AwsS3Bucket", "CloseBucket",
            [
                "Policy:S3/BucketAnonymousAccessGranted", "Policy:S3/BucketPublicAccessGranted", "Policy:S3/BucketBlockPublicAccessDisabled",
                "Policy:IAMUser/S3BucketPublic", "S3.2", "S3.3", "S3.8",
            ],
            [new("S3/BlockBucketPublicAccess")]),
        OnResource("AwsS3Bucket", "RemoveBucketGrants", ["Policy:IAMUser/S3BucketSharedExternally", "S3.6", "ExternalAccess"], [new("S3/RemoveOffendingStatements")]),
        OnAccount("CloseAccountBuckets", ["Policy:S3/AccountBlockPublicAccessDisabled", "S3.1"], "S3/BlockAccountPublicAccess"),
        OnResource("AwsLambdaFunction", "StopFunction",
            ["CryptoCurrency:Lambda/*", "Backdoor:Lambda/*", "Trojan:Lambda/*", "UnauthorizedAccess:Lambda/*"],
            [new("Lambda/ThrottleToZero"), new("Lambda/PauseEventSources", WhereItApplies: true)]),
        OnResource("AwsLambdaFunction", "CloseFunction", ["Lambda.1", "ExternalAccess"],
            [new("Lambda/RemovePublicPermissions"), new("Lambda/CloseFunctionUrl", WhereItApplies: true)]),
        OnResource("AwsEc2SecurityGroup", "CloseAdministrationPorts", ["EC2.13", "EC2.14", "EC2.18", "EC2.19"], [new("Ec2/RevokeOpenIngress")]),
        OnResource("AwsEc2Instance", "RequireSessionTokens", ["EC2.8"], [new("Ec2/RequireImdsV2")]),
        OnResource("AwsEc2Snapshot", "UnshareVolumeSnapshot", ["EC2.1", "ExternalAccess"], [new("Ec2/UnshareSnapshot")]),
        OnResource("AwsRdsDbInstance", "CloseDatabase", ["RDS.2"], [new("Rds/ClosePublicInstance")]),
        OnResource("AwsRdsDbSnapshot", "UnshareDatabaseSnapshot", ["RDS.1", "ExternalAccess"], [new("Rds/UnshareSnapshot")]),
        OnResource("AwsRdsDbClusterSnapshot", "UnshareClusterSnapshot", ["RDS.1", "ExternalAccess"], [new("Rds/UnshareClusterSnapshot")]),
        OnResource("AwsRdsDbInstance", "ChangeDatabasePassword", ["CredentialAccess:RDS/*"], [new("Rds/RotateMasterPassword")]),
        OnResource("AwsSsmDocument", "UnshareDocument", ["SSM.4"], [new("Ssm/UnshareDocument")]),
        OnResource("AwsSecretsManagerSecret", "CloseSecret", ["ExternalAccess"], [new("SecretsManager/BlockOutsideAccess")]),
        OnResource("AwsKmsKey", "CloseKey", ["ExternalAccess"], [new("Kms/RemoveOutsideStatements"), new("Kms/RevokeGrants", WhereItApplies: true)]),
        OnResource("AwsKmsKey", "KeepKey", ["KMS.3"], [new("Kms/CancelKeyDeletion")]),
        OnResource("AwsIamRole", "CloseRole", ["ExternalAccess"], [new("Iam/RestrictRoleTrust")]),
        OnResource("AwsOpenSearchServiceDomain", "CloseSearchDomain", ["Opensearch.2", "ES.2"], [new("OpenSearch/CloseAccessPolicy")]),
        OnResource("AwsEksCluster", "CloseCluster", ["EKS.1"], [new("Eks/ClosePublicEndpoint")]),
        OnAccount("RestoreThreatDetection", ["GuardDuty.1"], "GuardDuty/EnableDetector"),
        OnAccount("RestoreRecording", ["Config.1"], "Config/StartRecorder"),
        OnResource("AwsEc2Vpc", "RestoreFlowLogs", ["EC2.6"], [new("Ec2/RestoreFlowLogs")]),
    ];

    /// <summary>The playbook of a name; null for those that only tell.</summary>
    public static Playbook? Named(string name) => All.FirstOrDefault(one => one.Name == name);

    private static Playbook OnResource(string type, string name, string[] findings, PlaybookStep[] steps) =>
        new() { Name = name, Findings = [.. findings], On = ActsOn.Resource, ResourceType = type, Steps = [.. steps] };

    private static Playbook OnAccount(string name, string[] findings, string remediation) =>
        new() { Name = name, Findings = [.. findings], On = ActsOn.Account, Steps = [new(remediation)] };
}
