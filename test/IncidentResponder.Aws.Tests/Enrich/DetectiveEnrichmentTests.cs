using System.Net;
using Amazon.Detective;
using IncidentResponder.Aws.Enrich;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core.Enrich;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Enrich;

public sealed class DetectiveEnrichmentTests
{
    private const string Role = "arn:aws:iam::111122223333:role/web";
    private const string Id = "000000000000000000123";
    private const string Graph = "arn:aws:detective:eu-west-1:111122223333:graph:123412341234";
    private readonly CannedAws _aws = new CannedAws().On("/graphs/list", $$"""{"GraphList":[{"Arn":"{{Graph}}"}]}""");

    [Fact]
    public async Task Advance_NothingKnown_StartsAnInvestigationOfWholeHours()
    {
        _aws.On("/investigations/listInvestigations", """{"InvestigationDetails":[]}""").On("/investigations/startInvestigation", $$"""{"InvestigationId":"{{Id}}"}""");
        var so = await AdvanceAsync(new(), Role);
        (so.InvestigationId, so.DetectiveGraphArn, so.Complete).ShouldBe((Id, Graph, false));
        var asked = _aws.BodyOf("startInvestigation");
        asked["EntityArn"]!.GetValue<string>().ShouldBe(Role);
        asked["ScopeStartTime"]!.GetValue<string>().ShouldStartWith("2026-01-13T02:00:00");
        asked["ScopeEndTime"]!.GetValue<string>().ShouldStartWith("2026-01-14T02:00:00");
    }

    [Fact]
    public async Task Advance_OneRunsAlready_JoinsItAndStartsNone()
    {
        _aws.On("/investigations/listInvestigations", $$"""{"InvestigationDetails":[{"InvestigationId":"{{Id}}","Status":"RUNNING"}]}""");
        (await AdvanceAsync(new(), Role)).InvestigationId.ShouldBe(Id);
        _aws.Asked.ShouldNotContain(one => one.Path.Contains("startInvestigation"));
    }

    [Fact]
    public async Task Advance_StillRunning_IsNotComplete()
    {
        _aws.On("/investigations/getInvestigation", """{"Status":"RUNNING"}""");
        (await AdvanceAsync(Running, Role)).Complete.ShouldBeFalse();
    }

    [Fact]
    public async Task Advance_Successful_BringsEveryPageOfIndicators()
    {
        _aws.On("/investigations/getInvestigation", $$"""{"Status":"SUCCESSFUL","Severity":"HIGH","EntityArn":"{{Role}}","CreatedTime":"2026-01-14T02:10:00Z"}""")
            .On("/investigations/listIndicators", """{"Indicators":[{"IndicatorType":"FLAGGED_IP_ADDRESS","IndicatorDetail":{"FlaggedIpAddressDetail":{"IpAddress":"198.51.100.7","Reason":"AWS_THREAT_INTELLIGENCE"}}}],"NextToken":"page-2"}""")
            .On("page-2", """{"Indicators":[{"IndicatorType":"NEW_ASO","IndicatorDetail":{"NewAsoDetail":{"Aso":"Example Networks"}}}]}""");
        var so = await AdvanceAsync(Running, Role);
        so.Complete.ShouldBeTrue();
        so.Items.Select(item => item.Text).ShouldBe(
        [
            $"Investigation {Id} of {Role}: severity HIGH.", "Flagged address: 198.51.100.7 (AWS_THREAT_INTELLIGENCE)", "New network operator: Example Networks",
        ]);
    }

    [Fact]
    public async Task Advance_NoGraph_IsANamedGap()
    {
        _aws.On("/graphs/list", """{"GraphList":[]}""");
        (await AdvanceAsync(new(), Role)).Gaps.Single().ShouldContain("no behaviour graph");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("arn:aws:ec2:eu-west-1:111122223333:instance/i-0a1b2c3d4e5f67890")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/web/i-0a1b2c3d4e5f67890")]
    public async Task Advance_NoUserOrRole_IsANamedGapAndAsksNothing(string? principal)
    {
        var so = await AdvanceAsync(new(), principal);
        (so.Complete, so.Gaps.Length).ShouldBe((true, 1));
        _aws.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Advance_Refused_IsANamedGap()
    {
        _aws.On("/graphs/list", """{"Message":"no"}""", HttpStatusCode.Forbidden);
        (await AdvanceAsync(new(), Role)).Complete.ShouldBeTrue();
    }

    private static Enrichment Running => new() { DetectiveGraphArn = Graph, InvestigationId = Id };

    private async Task<Enrichment> AdvanceAsync(Enrichment so, string? principal)
    {
        using AmazonDetectiveClient client = new(CannedAws.Credentials, _aws.On(new AmazonDetectiveConfig()));
        return await new DetectiveEnrichment(client).AdvanceAsync(so, principal, Some.Moment, default);
    }
}
