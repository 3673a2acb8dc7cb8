using System.Text.Json.Nodes;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Ingest;

public sealed class GuardDutyTypeNameTests
{
    [Theory]
    [InlineData("TTPs/Command and Control/CryptoCurrency:EC2-BitcoinTool.B!DNS", "CryptoCurrency:EC2/BitcoinTool.B!DNS")]
    [InlineData("TTPs/Command and Control/Backdoor:EC2-C&CActivity.B!DNS", "Backdoor:EC2/C&CActivity.B!DNS")]
    [InlineData("TTPs/Impact:EC2-BitcoinDomainRequest.Reputation", "Impact:EC2/BitcoinDomainRequest.Reputation")]
    [InlineData("TTPs/Impact/Impact:EC2-PortSweep", "Impact:EC2/PortSweep")]
    [InlineData("TTPs/UnauthorizedAccess:EC2-MetadataDNSRebind", "UnauthorizedAccess:EC2/MetadataDNSRebind")]
    [InlineData("Effects/Resource Consumption/UnauthorizedAccess:EC2-TorRelay", "UnauthorizedAccess:EC2/TorRelay")]
    [InlineData("Effects/Data Exfiltration/Trojan:EC2-DropPoint!DNS", "Trojan:EC2/DropPoint!DNS")]
    [InlineData("Unusual Behaviors/VM/Behavior:EC2-NetworkPortUnusual", "Behavior:EC2/NetworkPortUnusual")]
    [InlineData("TTPs/PenTest:IAMUser/KaliLinux", "PenTest:IAMUser/KaliLinux")]
    [InlineData("TTPs/PenTest:S3-KaliLinux", "PenTest:S3/KaliLinux")]
    [InlineData("TTPs/AttackSequence:IAM/CompromisedCredentials", "AttackSequence:IAM/CompromisedCredentials")]
    [InlineData("TTPs/Credential Access/IAMUser-AnomalousBehavior", "CredentialAccess:IAMUser/AnomalousBehavior")]
    [InlineData("TTPs/Privilege Escalation/IAMUser-AnomalousBehavior", "PrivilegeEscalation:IAMUser/AnomalousBehavior")]
    [InlineData("TTPs/Discovery/RDS-TorIPCaller", "Discovery:RDS/TorIPCaller")]
    [InlineData("TTPs/DefenseEvasion/EC2:Unusual-DNS-Resolver", "DefenseEvasion:EC2/UnusualDNSResolver")]
    [InlineData("TTPs/AnomalousBehavior/CredentialAccess:Kubernetes-SecretsAccessed", "CredentialAccess:Kubernetes/AnomalousBehavior.SecretsAccessed")]
    [InlineData("TTPs/Discovery/Recon:IAMUser-MaliciousIPCaller.Custom", "Recon:IAMUser/MaliciousIPCaller.Custom")]
    [InlineData("Software and Configuration Checks/AWS Security Best Practices/Policy:Kubernetes-ExposedDashboard", "Policy:Kubernetes/ExposedDashboard")]
    [InlineData("TTPs/Defense Evasion/Stealth:S3-ServerAccessLoggingDisabled", "Stealth:S3/ServerAccessLoggingDisabled")]
    [InlineData("TTPs/Execution/Execution:EC2-MaliciousFile!Snapshot", "Execution:EC2/MaliciousFile!Snapshot")]
    [InlineData("Unheard Of", "Unheard Of")]
    public void Read_TypeInSecurityHubsFormat_GivesGuardDutysName(string asff, string native)
    {
        var body = JsonNode.Parse(Events.Text("securityhub-cryptocurrency-ec2"))!;
        var finding = body["detail"]!["findings"]![0]!;
        finding["Types"] = new JsonArray(asff);
        finding["FindingProviderFields"]!["Types"] = new JsonArray(asff);

        EventReader.Read(body.ToJsonString()).Single().ShouldBeOfType<Ingested.Understood>().Finding.Type.ShouldBe(native);
    }
}
