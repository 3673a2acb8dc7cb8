using System.Text.Json.Nodes;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Ingest;

public sealed class EventReaderTests
{
    [Fact]
    public void Read_GuardDutyEvent_GivesTheFinding()
    {
        var finding = Understood("guardduty-cryptocurrency-ec2");

        finding.Id.ShouldBe("8ec81c5a2d9f4b7e90a1c2d3e4f50617");
        finding.Source.ShouldBe("GuardDuty");
        finding.Type.ShouldBe("CryptoCurrency:EC2/BitcoinTool.B");
        finding.Severity.ShouldBe(Severity.High);
        finding.Role.ShouldBe(ResourceRole.Actor);
        finding.Account.Value.ShouldBe("111122223333");
        finding.ProductArn.ShouldBe("arn:aws:securityhub:eu-west-1::product/aws/guardduty");
        finding.SecurityHubId.ShouldBe("arn:aws:guardduty:eu-west-1:111122223333:detector/06b01209ca77b0865dd973df0355fc1e/finding/8ec81c5a2d9f4b7e90a1c2d3e4f50617");
        finding.Resources.Single().Arn.ShouldBe("arn:aws:ec2:eu-west-1:111122223333:instance/i-0a1b2c3d4e5f67890");
        finding.RemoteAddresses.ShouldBe(["198.51.100.7"]);
        finding.Count.ShouldBe(12);
        finding.CreatedAt.ShouldBe(new DateTimeOffset(2026, 1, 14, 2, 7, 31, 412, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("guardduty-cryptocurrency-ec2", "securityhub-cryptocurrency-ec2")]
    [InlineData("guardduty-unauthorized-iam-user", "securityhub-unauthorized-iam-user")]
    public void Read_SameFindingByBothPaths_GivesTheSame(string native, string asff)
    {
        var one = Understood(native);
        var other = Understood(asff);

        // But for whom it is read from again: each path's own producer.
        (one.DetectorId, other.DetectorId).ShouldBe(("06b01209ca77b0865dd973df0355fc1e", null));
        (other with { DetectorId = one.DetectorId, Resources = one.Resources, RemoteAddresses = one.RemoteAddresses, Links = one.Links }).ShouldBe(one);
        other.Links.ShouldBe(one.Links);
        other.Resources.ShouldBe(one.Resources);
        other.RemoteAddresses.ShouldBe(one.RemoteAddresses);
    }

    [Fact]
    public void Read_KeyFinding_NamesKeyUserAndPrincipal()
    {
        var finding = Understood("guardduty-unauthorized-iam-user");

        finding.Resources.Select(resource => (resource.Type, resource.Id)).ShouldBe(
            [("AwsIamAccessKey", "AKIAIOSFODNN7EXAMPLE"), ("AwsIamUser", "build-bot")]);
        finding.Principal.ShouldBe(new FindingPrincipal
        {
            Kind = "IAMUser",
            Name = "build-bot",
            PrincipalId = "AIDACKCEVSQ6C2EXAMPLE",
            AccessKeyId = "AKIAIOSFODNN7EXAMPLE",
        });
    }

    [Fact]
    public void Read_PascalCaseDetail_GivesTheSameFinding()
    {
        var body = JsonNode.Parse(Events.Text("guardduty-cryptocurrency-ec2"))!;
        body["detail"] = Pascal(body["detail"]!);

        EventReader.Read(body.ToJsonString()).Single().ShouldBeOfType<Ingested.Understood>().Finding.Resources
            .ShouldBe(Understood("guardduty-cryptocurrency-ec2").Resources);
    }

    [Theory]
    [InlineData("guardduty-sample", "sample")]
    [InlineData("securityhub-notified-by-responder", "case is open already")]
    public void Read_EventThatAsksForNothing_IsIgnoredWithTheReason(string name, string reason) =>
        Single(name).ShouldBeOfType<Ingested.Ignored>().Reason.ShouldContain(reason);

    [Theory]
    [InlineData("detail.service.archived", "true", "archived")]
    [InlineData("detail.title", "\"[SAMPLE] Bitcoin\"", "sample")]
    [InlineData("detail-type", "\"GuardDuty Malware Protection Object Scan Result\"", "ask for no response")]
    public void Read_GuardDutyEventChanged_IsIgnored(string path, string value, string reason) =>
        Changed("guardduty-cryptocurrency-ec2", path, value).ShouldBeOfType<Ingested.Ignored>().Reason.ShouldContain(reason);

    [Fact]
    public void Read_DeliveredInAStrangersAccount_IsToldAndNotActedOn()
    {
        var finding = Changed("guardduty-cryptocurrency-ec2", "account", "\"444455556666\"").ShouldBeOfType<Ingested.Understood>().Finding;

        finding.Doubt.ShouldBe("The finding is about account 111122223333 and was delivered in account 444455556666, not in the responder's: it is told and not acted on.");
        var (there, here) = (IncidentOpening.Open(finding, Some.Moment), IncidentOpening.Open(Understood("guardduty-cryptocurrency-ec2"), Some.Moment));
        (there.Id, there.Playbook, here.Playbook).ShouldBe((here.Id, "NotifyOnly", "ContainInstance"));
    }

    /// <summary>AWS delivers the findings of member accounts in their administrator's.</summary>
    [Fact]
    public void Read_OfAMemberDeliveredInTheRespondersAccount_IsActedOn()
    {
        var text = Events.Text("guardduty-cryptocurrency-ec2").Replace("\"account\": \"111122223333\"", "\"account\": \"123456789012\"", StringComparison.Ordinal);

        var finding = EventReader.Read(text, AccountId.Parse("123456789012")).ShouldHaveSingleItem().ShouldBeOfType<Ingested.Understood>().Finding;

        finding.Doubt.ShouldBeNull();
        finding.Account.ShouldBe(Some.Account);
        EventReader.Read(text, Some.Account).ShouldHaveSingleItem().ShouldBeOfType<Ingested.Understood>().Finding.Doubt.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("RecordState", "\"ARCHIVED\"", "archived")]
    [InlineData("Workflow", """{"Status":"SUPPRESSED"}""", "suppressed")]
    [InlineData("Workflow", """{"Status":"RESOLVED"}""", "resolved")]
    [InlineData("Compliance", """{"Status":"PASSED"}""", "passed")]
    [InlineData("Sample", "true", "sample")]
    [InlineData("Note", """{"UpdatedBy":"incident-responder","UpdatedAt":"2026-01-14T02:07:32Z","Text":"x"}""", "own note")]
    public void Read_SecurityHubFindingChanged_IsIgnored(string member, string value, string reason) =>
        Changed("securityhub-cryptocurrency-ec2", $"detail.findings.0.{member}", value).ShouldBeOfType<Ingested.Ignored>().Reason.ShouldContain(reason);

    [Fact]
    public void Read_FindingUpdatedAfterOwnNote_IsUnderstood() =>
        Changed(
            "securityhub-cryptocurrency-ec2",
            "detail.findings.0.Note",
            """{"UpdatedBy":"incident-responder","UpdatedAt":"2026-01-14T02:07:30Z","Text":"x"}""").ShouldBeOfType<Ingested.Understood>();

    [Theory]
    [InlineData("malformed-no-detail", "$.detail")]
    [InlineData("malformed-no-finding-id", "$.detail.id")]
    [InlineData("malformed-time", "$.detail.createdAt")]
    [InlineData("malformed-resource-of-another-account", "$.detail.findings[0].Resources[0].Id")]
    public void Read_MalformedEvent_NamesThePath(string name, string path) =>
        Single(name).ShouldBeOfType<Ingested.Unreadable>().Path.ShouldBe(path);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\":")]
    [InlineData("{\"source\":\"\\ud800\"}")]
    [InlineData("{\"\\udfff\":1}")]
    public void Read_NoEvent_IsUnreadable(string body) =>
        EventReader.Read(body).Single().ShouldBeOfType<Ingested.Unreadable>().Reason.ShouldContain("send the event");

    [Fact]
    public void Read_TextThatIsNoJson_IsUnreadable() =>
        EventReader.Read(File.ReadAllText(Repository.PathOf("test", "events", "malformed-not-json.txt"))).Single()
            .ShouldBeOfType<Ingested.Unreadable>().Path.ShouldBe("$");

    [Fact]
    public void Read_AccountAsNumber_SaysSo() =>
        Changed("guardduty-cryptocurrency-ec2", "account", "111122223333").ShouldBeOfType<Ingested.Unreadable>()
            .Reason.ShouldBe("account is the number 111122223333, but must be an account number of twelve digits, as text.");

    [Fact]
    public void Read_ImportedUnderSomebodysOwnProduct_IsNotGuardDutys()
    {
        var finding = Understood("securityhub-forged-product");

        finding.Source.ShouldBe("SecurityHub");
        finding.Role.ShouldBe(ResourceRole.Unknown);
    }

    [Theory]
    [InlineData("arn:aws:securityhub:eu-west-1:111122223333:product/aws/guardduty")]
    [InlineData("arn:aws:securityhub:eu-west-1::product/aws/guardduty/default")]
    [InlineData("arn:aws:securityhub:::product/aws/guardduty")]
    [InlineData("xarn:aws:securityhub:eu-west-1::product/aws/guardduty")]
    public void Read_ProductThatOnlyLooksLikeGuardDuty_IsNotGuardDutys(string product) =>
        Changed("securityhub-cryptocurrency-ec2", "detail.findings.0.ProductArn", $"\"{product}\"")
            .ShouldBeOfType<Ingested.Understood>().Finding.Source.ShouldBe("SecurityHub");

    [Fact]
    public void Read_CustomActionWithTwoFindings_GivesBoth() =>
        EventReader.Read(Events.Read("securityhub-custom-action")).Cast<Ingested.Understood>().Select(read => read.Finding.Type)
            .ShouldBe(["CryptoCurrency:EC2/BitcoinTool.B", "UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom"]);

    [Theory]
    [InlineData("config-compliance-change", "Config", "AwsS3Bucket", "example-logs")]
    [InlineData("macie-sensitive-data", "Macie", "AwsS3Bucket", "example-uploads")]
    [InlineData("inspector2-network-reachability", "Inspector", "AwsEc2Instance", "i-0a1b2c3d4e5f67890")]
    [InlineData("access-analyzer-external-access", "AccessAnalyzer", "AwsS3Bucket", "example-uploads")]
    public void Read_OtherDetector_GivesItsFinding(string name, string source, string type, string id)
    {
        var finding = Understood(name);

        finding.Source.ShouldBe(source);
        (finding.Resources[0].Type, finding.Resources[0].Id).ShouldBe((type, id));
    }

    [Fact]
    public void Read_LongTitle_IsCutBetweenCharacters()
    {
        var title = new string('x', 255) + "😀";

        Changed("guardduty-cryptocurrency-ec2", "detail.title", $"\"{title}\"").ShouldBeOfType<Ingested.Understood>()
            .Finding.Title.ShouldBe(new string('x', 255));
    }

    private static Ingested Single(string name) => EventReader.Read(Events.Read(name)).Single();

    private static Finding Understood(string name) => Single(name).ShouldBeOfType<Ingested.Understood>().Finding;

    private static Ingested Changed(string name, string path, string value)
    {
        var body = JsonNode.Parse(Events.Text(name))!;
        var parts = path.Split('.');
        var parent = parts[..^1].Aggregate(body, (node, part) => int.TryParse(part, out var index) ? node[index]! : node[part]!);
        parent[parts[^1]] = JsonNode.Parse(value);
        return EventReader.Read(body.ToJsonString()).Single();
    }

    private static JsonNode? Pascal(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member =>
            KeyValuePair.Create(char.ToUpperInvariant(member.Key[0]) + member.Key[1..], Pascal(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Pascal)]),
        _ => node?.DeepClone(),
    };
}
