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
    [InlineData("Software and Configuration Checks/Backdoor:EC2.C&CActivity.B", "Backdoor:EC2/C&CActivity.B")]
    [InlineData("TTPs/DefenseEvasion/DefenseEvasion:Kubernetes-TorIPCaller", "DefenseEvasion:Kubernetes/TorIPCaller")]
    [InlineData("Unheard Of", "Unheard Of")]
    public void Read_TypeInSecurityHubsFormat_GivesGuardDutysName(string asff, string native) =>
        NativeOf(asff).ShouldBe(native);

    [Fact]
    public void Read_EveryPublishedType_ComesBackFromItsUsualForm()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_CORPUS");
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Skip("INCIDENT_RESPONDER_CORPUS is not set: the list of finding types was not read.");
            return;
        }

        var types = File.ReadLines(Path.Combine(folder, "guardduty-finding-types.tsv")).Skip(1).Select(line => line.Split('\t')[0]).ToArray();

        types.Length.ShouldBeGreaterThan(100);
        foreach (var type in types)
            NativeOf("TTPs/Command and Control/" + type.Replace('/', '-')).ShouldBe(type);
    }

    private static string NativeOf(string asff)
    {
        var body = JsonNode.Parse(Events.Text("securityhub-cryptocurrency-ec2"))!;
        var finding = body["detail"]!["findings"]![0]!;
        finding["Types"] = new JsonArray(asff);
        finding["FindingProviderFields"]!["Types"] = new JsonArray(asff);

        return EventReader.Read(body.ToJsonString()).Single().ShouldBeOfType<Ingested.Understood>().Finding.Type;
    }
}
