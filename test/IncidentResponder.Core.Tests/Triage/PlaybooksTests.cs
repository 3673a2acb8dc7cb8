using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Triage;

public sealed class PlaybooksTests
{
    [Theory]
    [InlineData("CryptoCurrency:EC2/BitcoinTool.B")]
    [InlineData("CryptoCurrency:EC2/BitcoinTool.B!DNS")]
    [InlineData("CryptoCurrency:Runtime/BitcoinTool.B")]
    [InlineData("Impact:EC2/BitcoinDomainRequest.Reputation")]
    [InlineData("Backdoor:EC2/C&CActivity.B!DNS")]
    [InlineData("Trojan:EC2/DropPoint")]
    [InlineData("UnauthorizedAccess:EC2/TorClient")]
    [InlineData("UnauthorizedAccess:EC2/TorRelay")]
    [InlineData("UnauthorizedAccess:EC2/MetadataDNSRebind")]
    [InlineData("UnauthorizedAccess:EC2/SSHBruteForce")]
    [InlineData("Recon:EC2/Portscan")]
    public void For_InstanceThatActed_ContainsIt(string type) =>
        Playbooks.For(Some.Finding(type)).Playbook.ShouldBe(Playbooks.ContainInstance);

    [Fact]
    public void For_InstanceThatSufferedBruteForce_BlocksTheAddressAndNeverTheInstance()
    {
        var finding = Some.Finding("UnauthorizedAccess:EC2/SSHBruteForce", role: ResourceRole.Target) with { RemoteAddresses = ["198.51.100.7"] };

        Playbooks.For(finding).Playbook.ShouldBe("BlockAttacker");
        Playbooks.For(finding with { RemoteAddresses = [] }).Playbook.ShouldBe(Playbooks.NotifyOnly);
    }

    [Theory]
    [InlineData("CryptoCurrency:EC2/BitcoinTool.B")]
    [InlineData("Backdoor:EC2/Spambot")]
    public void For_InstanceThatSuffered_OnlyTells(string type)
    {
        Playbooks.For(Some.Finding(type, role: ResourceRole.Target)).Why.ShouldContain("finish the attacker's work");
        Playbooks.For(Some.Finding(type, role: ResourceRole.Target)).Playbook.ShouldBe(Playbooks.NotifyOnly);
        Playbooks.For(Some.Finding(type, role: ResourceRole.Unknown)).Playbook.ShouldBe(Playbooks.NotifyOnly);
    }

    [Theory]
    [InlineData("UnauthorizedAccess:IAMUser/MaliciousIPCaller")]
    [InlineData("UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B")]
    [InlineData("CredentialAccess:IAMUser/AnomalousBehavior")]
    [InlineData("Persistence:IAMUser/AnomalousBehavior")]
    public void For_LongTermKeyOfAUser_ContainsIt(string type)
    {
        var choice = Playbooks.For(Some.KeyFinding(type));

        choice.Playbook.ShouldBe(Playbooks.ContainAccessKey);
        choice.Target.Id.ShouldBe("AKIAIOSFODNN7EXAMPLE");
    }

    [Theory]
    [InlineData("Root", "Root", "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("Role", "web-server", "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("AssumedRole", "../admin", "ASIAIOSFODNN7EXAMPLE")]
    [InlineData("AWSAccount", null, "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("IAMUser", "build-bot", null)]
    [InlineData("IAMUser", null, "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("IAMUser", "../admin", "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("IAMUser", "build-bot", "AKIA$(reboot)EXAMPLE")]
    [InlineData("IAMUser", "build-bot", "AKIAIOSFODNN7EXAMPLE\n")]
    public void For_OtherCredentials_OnlyTells(string kind, string? name, string? key)
    {
        var finding = Some.KeyFinding() with { Principal = new() { Kind = kind, Name = name, AccessKeyId = key } };

        Playbooks.For(finding).Playbook.ShouldBe(Playbooks.NotifyOnly);
    }

    [Theory]
    [InlineData("AssumedRole", "web-server", "ASIAIOSFODNN7EXAMPLE", "ContainRole")]
    [InlineData("Role", "web-server", null, "ContainRole")]
    [InlineData("IAMUser", "build-bot", "ASIAIOSFODNN7EXAMPLE", "ContainUser")]
    public void For_TemporaryCredentials_ContainsWhatTheyAreOf(string kind, string name, string? key, string playbook)
    {
        var finding = Some.KeyFinding() with { Principal = new() { Kind = kind, Name = name, AccessKeyId = key } };

        Playbooks.For(finding).Playbook.ShouldBe(playbook);
    }

    [Theory]
    [InlineData("IAMUser", "build-bot", "AKIAIOSFODNN7EXAMPLE", "UncoverAndContainAccessKey")]
    [InlineData("IAMUser", "build-bot", "ASIAIOSFODNN7EXAMPLE", "UncoverAndContainUser")]
    [InlineData("AssumedRole", "web-server", "ASIAIOSFODNN7EXAMPLE", "UncoverAndContainRole")]
    public void For_IdentityThatEvadesDefences_LooksForWhatBlindsGuardDutyToo(string kind, string name, string key, string playbook)
    {
        var finding = Some.KeyFinding("DefenseEvasion:IAMUser/AnomalousBehavior") with { Principal = new() { Kind = kind, Name = name, AccessKeyId = key } };

        Playbooks.For(finding).Playbook.ShouldBe(playbook);
        PlaybookTable.Named(playbook)!.Steps.Where(step => step.WhereItApplies).Select(step => step.Remediation)
            .ShouldBe(["GuardDuty/RemoveRogueFilters", "GuardDuty/RemoveTrustedIpSets"]);
    }

    [Fact]
    public void For_CredentialsOfAnInstanceUsedElsewhere_ContainsThemAndNotTheRole()
    {
        var finding = Some.KeyFinding("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS") with
        {
            Principal = new() { Kind = "AssumedRole", Name = "web-server", PrincipalId = "AROAIOSFODNN7EXAMPLE:i-0a1b2c3d4e5f67890", AccessKeyId = "ASIAIOSFODNN7EXAMPLE" },
        };

        Playbooks.For(finding).Playbook.ShouldBe("ContainInstanceCredentials");
        PlanTargets.Of("AwsEc2Instance", finding, finding.Resources[0])!.Id.ShouldBe("i-0a1b2c3d4e5f67890");
    }

    [Fact]
    public void For_Control_IsBelievedOfSecurityHubAlone()
    {
        var finding = Some.Finding("Software and Configuration Checks/Industry and Regulatory Standards", resource: Some.Instance() with { Type = "AwsS3Bucket", Id = "example-bucket" }) with
        {
            Source = "SecurityHub",
            ControlId = "S3.8",
            ProductArn = "arn:aws:securityhub:eu-west-1::product/aws/securityhub",
        };

        Playbooks.For(finding).Playbook.ShouldBe("CloseBucket");
        Playbooks.For(finding with { ProductArn = "arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default" }).Playbook.ShouldBe(Playbooks.NotifyOnly);
        Playbooks.For(finding with { Source = "Config" }).Playbook.ShouldBe(Playbooks.NotifyOnly);
    }

    [Theory]
    [InlineData("Policy:IAMUser/RootCredentialUsage")]
    [InlineData("Recon:EC2/PortProbeUnprotectedPort")]
    [InlineData("Exfiltration:S3/AnomalousBehavior")]
    [InlineData("AttackSequence:EC2/CompromisedInstanceGroup")]
    [InlineData("xCryptoCurrency:EC2/BitcoinTool.B")]
    [InlineData("cryptocurrency:ec2/bitcointool.b")]
    public void For_OtherTypes_OnlyTells(string type) =>
        Playbooks.For(Some.Finding(type)).Playbook.ShouldBe(Playbooks.NotifyOnly);

    [Theory]
    [InlineData("i-1")]
    [InlineData("i-0a1b2c3d4e5f67890; reboot")]
    [InlineData("unknown")]
    public void For_NoInstanceId_OnlyTells(string id) =>
        Playbooks.For(Some.Finding(resource: Some.Instance(id))).Playbook.ShouldBe(Playbooks.NotifyOnly);

    [Fact]
    public void For_FindingNotOfGuardDuty_OnlyTells()
    {
        Playbooks.For(Some.Finding() with { Source = "SecurityHub" }).Playbook.ShouldBe(Playbooks.NotifyOnly);
        Playbooks.For(Some.Finding() with { Sample = true }).Playbook.ShouldBe(Playbooks.NotifyOnly);
    }

    [Theory]
    [InlineData("guardduty-cryptocurrency-ec2", "ContainInstance", "i-0a1b2c3d4e5f67890")]
    [InlineData("securityhub-cryptocurrency-ec2", "ContainInstance", "i-0a1b2c3d4e5f67890")]
    [InlineData("guardduty-missing-instance", "ContainInstance", "i-0fedcba9876543210")]
    [InlineData("guardduty-unauthorized-iam-user", "ContainAccessKey", "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("securityhub-unauthorized-iam-user", "ContainAccessKey", "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("guardduty-ssh-brute-force-target", "BlockAttacker", "i-0a1b2c3d4e5f67890")]
    [InlineData("guardduty-role-credentials-outside", "ContainInstanceCredentials", "ASIAIOSFODNN7EXAMPLE")]
    [InlineData("guardduty-root-credential-usage", "NotifyOnly", "Root")]
    [InlineData("securityhub-forged-product", "NotifyOnly", "i-0a1b2c3d4e5f67890")]
    [InlineData("macie-sensitive-data", "NotifyOnly", "example-uploads")]
    public void Open_SampleEvent_GivesItsPlaybook(string name, string playbook, string target)
    {
        var finding = EventReader.Read(Events.Read(name)).Single().ShouldBeOfType<Ingested.Understood>().Finding;

        var incident = IncidentOpening.Open(finding, Some.Moment);

        (incident.Playbook, incident.Target.Id).ShouldBe((playbook, target));
    }
}
