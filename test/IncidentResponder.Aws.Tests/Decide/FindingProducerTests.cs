using System.Net;
using Amazon.GuardDuty;
using Amazon.SecurityHub;
using IncidentResponder.Aws.Decide;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Decide;

public sealed class FindingProducerTests
{
    private const string Detector = "06b01209ca77b0865dd973df0355fc1e";

    private const string Held =
        """
        {"findings":[{"id":"4cb5a629e9757b650d102f683cdbcd7b","accountId":"111122223333","region":"eu-west-1","type":"CryptoCurrency:EC2/BitcoinTool.B",
        "title":"The EC2 instance","resource":{"resourceType":"Instance","instanceDetails":{"instanceId":"i-0a1b2c3d4e5f67890"}},
        "service":{"archived":false,"resourceRole":"ACTOR","additionalInfo":{"value":"{\"sample\":false}"}}}]}
        """;

    private static readonly string Imported =
        $$"""
        {"Findings":[{"Id":"{{Some.Finding().SecurityHubId}}","ProductArn":"{{Some.Finding().ProductArn}}","AwsAccountId":"111122223333","Region":"eu-west-1",
        "Types":["TTPs/CryptoCurrency:EC2-BitcoinTool.B"],"Title":"The EC2 instance","RecordState":"ACTIVE","Workflow":{"Status":"NOTIFIED"},
        "ProductFields":{"aws/guardduty/service/resourceRole":"ACTOR","aws/guardduty/service/archived":"false"},
        "Resources":[{"Type":"AwsEc2Instance","Id":"arn:aws:ec2:eu-west-1:111122223333:instance/i-0a1b2c3d4e5f67890"}]}]}
        """;

    private static readonly Finding Told = Some.Finding() with { DetectorId = Detector };

    private readonly CannedAws _aws = new CannedAws().On("/findings ", """{"Findings":[]}""");

    [Fact]
    public async Task Ask_FindingOfGuardDutys_IsReadFromItsDetectorAndAgrees()
    {
        _aws.On("/findings/get", Held);
        ShouldAgree(await AskAsync(Told), "GuardDuty");
        _aws.Asked.Single().Path.ShouldStartWith($"/detector/{Detector}/findings/get");
        _aws.BodyOf("/findings/get")["findingIds"]![0]!.GetValue<string>().ShouldBe(Told.Id);
    }

    [Theory]
    [InlineData("\"archived\":false", "\"archived\":true", "is archived")]
    [InlineData("\"title\":\"The", "\"title\":\"[SAMPLE] The", "is a sample")]
    [InlineData("\\\"sample\\\":false", "\\\"sample\\\": true", "is a sample")]
    [InlineData("BitcoinTool.B", "BitcoinTool.B!DNS", "type is")]
    [InlineData("111122223333", "444455556666", "account is '444455556666'")]
    [InlineData("eu-west-1", "eu-west-2", "Region is 'eu-west-2'")]
    [InlineData("i-0a1b2c3d4e5f67890", "i-0ffffffffffffffff", "about AwsEc2Instance i-0ffffffffffffffff")]
    [InlineData("ACTOR", "TARGET", "is 'Target'")]
    public async Task Ask_GuardDutySaysOtherwise_DisagreesByName(string said, string instead, string expected)
    {
        _aws.On("/findings/get", Held.Replace(said, instead, StringComparison.Ordinal));
        DoubtOf(await AskAsync(Told)).ShouldNotBeNull().ShouldContain(expected);
    }

    [Theory]
    [InlineData("""{"findings":[]}""")]
    [InlineData("""{"findings":[{"id":"another"}]}""")]
    [InlineData("{}")]
    public async Task Ask_GuardDutyHasNone_IsNoSuchFindingWhateverSecurityHubHas(string answer)
    {
        _aws.On("/findings/get", answer).On("/findings ", Imported);
        (await AskAsync(Told)).ShouldBe(new ProducersWord.NoSuchFinding("GuardDuty"));
    }

    [Fact]
    public async Task Ask_GuardDutyRefusesAndSecurityHubHasIt_TakesSecurityHubsWord()
    {
        _aws.On("/findings/get", """{"__type":"AccessDeniedException","message":"no"}""", HttpStatusCode.Forbidden).On("/findings ", Imported);
        ShouldAgree(await AskAsync(Told), "Security Hub");
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task Ask_GuardDutyRefusesAndSecurityHubDoesNotHelp_IsNotHeardAndNamesTheError(HttpStatusCode hub)
    {
        _aws.On("/findings/get", """{"__type":"BadRequestException","message":"no"}""", HttpStatusCode.BadRequest).On("/findings ", """{"Findings":[]}""", hub);
        (await AskAsync(Told)).ShouldBeOfType<ProducersWord.NotHeard>().Why.ShouldBe("GuardDuty could not be asked (BadRequestException)");
    }

    [Fact]
    public async Task Ask_FindingThatSecurityHubBrought_IsReadThereByIdAndProduct()
    {
        _aws.On("/findings ", Imported);
        ShouldAgree(await AskAsync(Some.Finding()), "Security Hub");
        var filters = _aws.BodyOf("/findings ")["Filters"]!;
        filters["Id"]![0]!["Value"]!.GetValue<string>().ShouldBe(Some.Finding().SecurityHubId);
        filters["ProductArn"]![0]!["Value"]!.GetValue<string>().ShouldBe(Some.Finding().ProductArn);
    }

    [Theory]
    [InlineData("\"ACTIVE\"", "\"ARCHIVED\"", "is archived")]
    [InlineData("\"NOTIFIED\"", "\"SUPPRESSED\"", "is suppressed")]
    [InlineData("\"NOTIFIED\"", "\"RESOLVED\"", "is resolved")]
    [InlineData("\"Title\"", "\"Sample\":true,\"Title\"", "is a sample")]
    [InlineData("instance/i-0a1b2c3d4e5f67890", "instance/i-0ffffffffffffffff", "about AwsEc2Instance i-0ffffffffffffffff")]
    public async Task Ask_SecurityHubSaysOtherwise_DisagreesByName(string said, string instead, string expected)
    {
        _aws.On("/findings ", Imported.Replace(said, instead, StringComparison.Ordinal));
        DoubtOf(await AskAsync(Some.Finding())).ShouldNotBeNull().ShouldContain(expected);
    }

    [Fact]
    public async Task Ask_SecurityHubHasNone_IsNoSuchFinding() =>
        (await AskAsync(Some.Finding())).ShouldBe(new ProducersWord.NoSuchFinding("Security Hub"));

    [Fact]
    public async Task Ask_NothingToAskBy_IsNotHeard() =>
        (await AskAsync(Some.Finding() with { SecurityHubId = null })).ShouldBeOfType<ProducersWord.NotHeard>();

    private static void ShouldAgree(ProducersWord word, string by)
    {
        word.ShouldBeOfType<ProducersWord.Stands>().Finding.By.ShouldBe(by);
        DoubtOf(word).ShouldBeNull();
    }

    private static string? DoubtOf(ProducersWord word) =>
        EventDoubt.About(Some.Incident(), new() { Incident = Some.Incident().Id, Steps = [], StateBefore = Some.Facts().State }, word);

    private async Task<ProducersWord> AskAsync(Finding finding)
    {
        using AmazonGuardDutyClient guardDuty = new(CannedAws.Credentials, _aws.On(new AmazonGuardDutyConfig()));
        using AmazonSecurityHubClient hub = new(CannedAws.Credentials, _aws.On(new AmazonSecurityHubConfig()));
        return await new FindingProducer(guardDuty, hub).AskAsync(finding, default);
    }
}
