using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Ingest;

public sealed class FormsTests
{
    [Theory]
    [InlineData("guardduty-eks-privileged-container", "GuardDuty", "PrivilegeEscalation:Kubernetes/PrivilegedContainer", "AwsEksCluster shop")]
    [InlineData("guardduty-s3-exfiltration", "GuardDuty", "Exfiltration:S3/AnomalousBehavior", "AwsS3Bucket example-uploads, AwsS3Bucket example-archive, AwsIamAccessKey AKIAIOSFODNN7EXAMPLE, AwsIamUser build-bot")]
    [InlineData("guardduty-rds-login", "GuardDuty", "CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin", "AwsRdsDbInstance orders")]
    [InlineData("guardduty-lambda-mining", "GuardDuty", "CryptoCurrency:Lambda/BitcoinTool.B", "AwsLambdaFunction resize-images")]
    [InlineData("guardduty-ecs-runtime", "GuardDuty", "CryptoCurrency:Runtime/BitcoinTool.B!DNS", "AwsEcsCluster shop, AwsEc2Instance i-0a1b2c3d4e5f67890, AwsEcsTask 043de9ab3")]
    [InlineData("guardduty-container-malware", "GuardDuty", "Execution:Container/SuspiciousFile", "Container 287ae865fc42, AwsEc2Instance i-0a1b2c3d4e5f67890, AwsEc2Volume vol-0a1b2c3d4e5f60001")]
    [InlineData("guardduty-s3-object-malware", "GuardDuty", "Object:S3/MaliciousFile", "AwsS3Bucket example-uploads, AwsS3Object example-uploads/in/report 1.pdf")]
    [InlineData("guardduty-attack-sequence", "GuardDuty", "AttackSequence:IAM/CompromisedCredentials", "AwsIamAccessKey AKIAIOSFODNN7EXAMPLE, AwsS3Bucket example-uploads, AwsEc2Instance i-0a1b2c3d4e5f67890")]
    [InlineData("api-guardduty-get-findings", "GuardDuty", "CryptoCurrency:EC2/BitcoinTool.B", "AwsEc2Instance i-0a1b2c3d4e5f67890")]
    [InlineData("securityhub-no-label-no-details", "Inspector", "Software and Configuration Checks/Vulnerabilities/CVE", "AwsEcrContainerImage 0a1b2c, Other deploy.sh, AwsAccount 111122223333")]
    [InlineData("securityhub-macie", "Macie", "SensitiveData:S3Object/Personal", "AwsS3Bucket example-uploads, AwsS3Object example-uploads/in/people.csv")]
    [InlineData("ocsf-container-runtime", "GuardDuty", "PrivilegeEscalation:Runtime/ContainerMountsHostDirectory", "AwsEc2Instance i-0a1b2c3d4e5f67890, Container 287ae865fc42")]
    [InlineData("ocsf-compliance-failed", "SecurityHub", "Posture Management", "AwsAccount 111122223333")]
    [InlineData("ocsf-vulnerability", "Inspector", "Software and Configuration Checks/Vulnerabilities/CVE", "AwsEcrContainerImage 0a1b2c")]
    [InlineData("ocsf-data-security", "Macie", "Sensitive Data Identifications/PII", "AwsS3Bucket example-uploads")]
    [InlineData("ocsf-security-lake", "GuardDuty", "Backdoor:EC2/C&CActivity.B!DNS", "AwsEc2Instance i-0a1b2c3d4e5f67890")]
    [InlineData("macie-policy", "Macie", "Policy:IAMUser/S3BucketPublic", "AwsS3Bucket example-uploads")]
    [InlineData("inspector2-package-vulnerability", "Inspector", "PACKAGE_VULNERABILITY", "AwsEcrContainerImage 0a1b2c, AwsLambdaFunction $LATEST")]
    [InlineData("access-analyzer-unused-access", "AccessAnalyzer", "UnusedPermission", "AwsIamRole deployer")]
    [InlineData("access-analyzer-internal-access", "AccessAnalyzer", "InternalAccess", "AwsS3Bucket example-uploads")]
    [InlineData("api-access-analyzer-get-finding-v2", "AccessAnalyzer", "ExternalAccess", "AwsIamRole deployer")]
    [InlineData("sns-notification", "GuardDuty", "CryptoCurrency:EC2/BitcoinTool.B", "AwsEc2Instance i-0a1b2c3d4e5f67890")]
    [InlineData("sns-batch-config-notification", "Config", "encrypted-volumes", "AwsEc2Volume vol-0a1b2c3d4e5f60001")]
    [InlineData("sqs-receive-message", "GuardDuty", "Recon:EC2/Portscan", "AwsEc2Instance i-0a1b2c3d4e5f67890")]
    public void Read_Form_GivesSourceTypeAndResources(string name, string source, string type, string resources)
    {
        var finding = Forms.Understood(name);

        (finding.Source, finding.Type).ShouldBe((source, type));
        string.Join(", ", finding.Resources.Select(resource => $"{resource.Type} {resource.Id}")).ShouldBe(resources);
    }

    [Theory]
    [InlineData("access-analyzer-preview", "ask for no response")]
    [InlineData("access-analyzer-resolved", "no longer active")]
    [InlineData("cloudtrail-api-call", "'AWS API Call via CloudTrail' of aws.guardduty ask for no response")]
    [InlineData("config-compliant", "not violated")]
    [InlineData("config-item-change", "ask for no response")]
    [InlineData("health-event", "'AWS Health Event' of aws.health ask for no response")]
    [InlineData("inspector2-closed", "CLOSED in Inspector")]
    [InlineData("ocsf-closed", "closed by its provider")]
    [InlineData("ocsf-compliance-passed", "its control passed")]
    [InlineData("s3-notification", "Records of aws:s3 carry no finding")]
    [InlineData("securityhub-archived", "archived by its provider")]
    [InlineData("sns-text", "a text, no event")]
    public void Read_FormThatAsksForNothing_IsIgnoredWithTheReason(string name, string reason) =>
        EventReader.Read(Forms.Text(name)).Single().ShouldBeOfType<Ingested.Ignored>().Reason.ShouldContain(reason);

    [Fact]
    public void Read_Forms_EachIsReadable() => Forms.Names
        .Where(name => EventReader.Read(Forms.Text(name)).Any(result => result is Ingested.Unreadable)).ShouldBeEmpty();

    [Fact]
    public void Read_SeveralMessagesInABatch_GivesEach() =>
        EventReader.Read(Forms.Text("sqs-batch-of-sns")).Cast<Ingested.Understood>().Select(read => read.Finding.Source).ShouldBe(["GuardDuty", "Macie"]);

    [Fact]
    public void Read_InsightResults_AreToldWithTheWayToTheFindings()
    {
        var finding = Forms.Understood("securityhub-insight-results");

        (finding.Source, finding.Type, finding.Resources[0].Type).ShouldBe(("SecurityHub", "AWS users with the most suspicious activity", "ResourceAwsIamAccessKeyUserName"));
        finding.Title.ShouldBe("Insight 'AWS users with the most suspicious activity' counts 2 values of ResourceAwsIamAccessKeyUserName");
        finding.Description.ShouldBe(
            "build-bot (3), deploy-bot (1). It names no findings: query Security Hub's GetFindings with the filters of "
            + "arn:aws:securityhub:::insight/securityhub/default/9, or send the findings themselves by a custom action.");
        IncidentResponder.Core.Triage.Playbooks.For(finding).Playbook.ShouldBe("NotifyOnly");
    }

    [Fact]
    public void Read_SeverityEditedByTheCustomer_StandsBesideTheProviders()
    {
        var finding = Forms.Understood("securityhub-control-failed");

        (finding.Severity, finding.CustomerSeverity).ShouldBe((Severity.High, (Severity?)Severity.Low));
        finding.ControlId.ShouldBe("EC2.8");
        finding.Links.ShouldBe(["https://docs.example.com/EC2.8"]);
        finding.Since.ShouldBe(new DateTimeOffset(2026, 1, 13, 22, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Read_Ocsf_GivesRoleControlAndTechniques()
    {
        Forms.Understood("ocsf-container-runtime").Role.ShouldBe(ResourceRole.Actor);
        Forms.Understood("ocsf-compliance-failed").ControlId.ShouldBe("Config.1");
        Forms.Understood("ocsf-vulnerability").Techniques.ShouldBe(["T1190"]);
    }

    [Fact]
    public void Read_AttackSequence_NamesPrincipalAddressesAndTechniques()
    {
        var finding = Forms.Understood("guardduty-attack-sequence");

        finding.Principal.ShouldBe(Understood().Principal);
        finding.RemoteAddresses.ShouldBe(["198.51.100.23"]);
        finding.Techniques.ShouldBe(["T1562.008", "T1098.003"]);

        static Finding Understood() => Forms.Understood("ocsf-unauthorized-iam-user");
    }

    [Theory]
    [InlineData("guardduty-no-account-number", "'XXXXXXXXXXXX', which is no account number")]
    [InlineData("api-guardduty-get-findings", "did not come in an event of EventBridge")]
    public void Read_FindingInDoubt_IsToldAndNeverActedOn(string name, string doubt)
    {
        var finding = Forms.Understood(name);

        finding.Doubt.ShouldNotBeNull().ShouldContain(doubt);
        Playbooks.For(finding).Playbook.ShouldBe(Playbooks.NotifyOnly);
        Playbooks.For(finding with { Doubt = null }).Playbook.ShouldBe(Playbooks.ContainInstance);
    }

    [Theory]
    [InlineData("macie-policy", "id")]
    [InlineData("inspector2-package-vulnerability", "findingArn")]
    [InlineData("access-analyzer-unused-access", "findingId")]
    public void Read_ToldFindingWithoutId_HasTheEvents(string name, string member)
    {
        var body = JsonNode.Parse(Forms.Text(name))!;
        body["detail"]!.AsObject().Remove(member);

        EventReader.Read(body.ToJsonString()).Single().ShouldBeOfType<Ingested.Understood>().Finding.Id.ShouldBe(body["id"]!.GetValue<string>());
    }

    [Fact]
    public void Read_EventWithoutSource_IsInDoubt()
    {
        var body = JsonNode.Parse(Events.Text("guardduty-cryptocurrency-ec2"))!;
        body.AsObject().Remove("source");

        var finding = EventReader.Read(body.ToJsonString()).Single().ShouldBeOfType<Ingested.Understood>().Finding;

        finding.Doubt.ShouldNotBeNull().ShouldContain("does not name its source");
        Playbooks.For(finding).Playbook.ShouldBe(Playbooks.NotifyOnly);
    }

    [Fact]
    public void Deserialize_FindingOfAnEarlierVersion_HasNoLinksAndIsSinceItsCreation()
    {
        var stored = JsonSerializer.SerializeToNode(Some.Finding(), CoreJson.Default.Finding)!.AsObject();
        foreach (var added in new[] { "links", "techniques", "firstSeen", "state", "doubt", "since" })
            stored.Remove(added);

        var finding = stored.Deserialize(CoreJson.Default.Finding)!;

        finding.Links.ShouldBeEmpty();
        finding.Techniques.ShouldBeEmpty();
        finding.Since.ShouldBe(finding.CreatedAt);
    }

    [Fact]
    public void Read_IgnoredFinding_IsShownWithItsState() =>
        EventReader.Read(Forms.Text("securityhub-archived")).Single().ShouldBeOfType<Ingested.Ignored>().Finding!.State.ShouldBe(FindingState.Archived);
}
