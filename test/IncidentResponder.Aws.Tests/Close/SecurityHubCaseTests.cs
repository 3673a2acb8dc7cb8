using System.Net;
using Amazon.SecurityHub;
using IncidentResponder.Aws.Close;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core.Close;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Close;

public sealed class SecurityHubCaseTests
{
    private readonly CannedAws _aws = new CannedAws().On("/findings/batchupdate", """{"ProcessedFindings":[],"UnprocessedFindings":[]}""");

    [Fact]
    public async Task Resolved_KnownFinding_SetsStatusAndNote()
    {
        (await ResolveAsync(Some.Finding())).ShouldBe(new CaseUpdate.Updated("RESOLVED"));
        var asked = _aws.BodyOf("batchupdate");
        asked["Workflow"]!["Status"]!.GetValue<string>().ShouldBe("RESOLVED");
        asked["Note"]!["Text"]!.GetValue<string>().ShouldBe("Contained.");
        asked["FindingIdentifiers"]![0]!["Id"]!.GetValue<string>().ShouldBe(Some.Finding().SecurityHubId);
    }

    [Fact]
    public async Task Resolved_LeftUnprocessed_IsAGapThatNamesTheError()
    {
        _aws.On("/findings/batchupdate", """{"ProcessedFindings":[],"UnprocessedFindings":[{"FindingIdentifier":{"Id":"f","ProductArn":"p"},"ErrorCode":"FindingNotFound","ErrorMessage":"none"}]}""");
        (await ResolveAsync(Some.Finding())).ShouldBeOfType<CaseUpdate.Gap>().Why.ShouldContain("FindingNotFound");
    }

    [Fact]
    public async Task Resolved_NoSecurityHubId_FindsItByTheEndOfItsId()
    {
        var finding = Some.Finding() with { SecurityHubId = null };
        _aws.On("/findings ", $$"""{"Findings":[{"Id":"arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/other","ProductArn":"p"},{"Id":"arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/{{finding.Id}}","ProductArn":"p"}]}""");
        (await ResolveAsync(finding)).ShouldBe(new CaseUpdate.Updated("RESOLVED"));
        _aws.BodyOf("batchupdate")["FindingIdentifiers"]![0]!["Id"]!.GetValue<string>().ShouldEndWith(finding.Id);
    }

    [Fact]
    public async Task Resolved_NotInSecurityHub_IsANamedGap()
    {
        _aws.On("/findings ", """{"Findings":[]}""");
        (await ResolveAsync(Some.Finding() with { SecurityHubId = null })).ShouldBeOfType<CaseUpdate.Gap>().Why.ShouldContain("not in Security Hub");
    }

    [Fact]
    public async Task Resolved_Refused_IsANamedGap()
    {
        _aws.On("/findings/batchupdate", """{"Message":"no"}""", HttpStatusCode.Forbidden);
        (await ResolveAsync(Some.Finding())).ShouldBeOfType<CaseUpdate.Gap>();
    }

    private async Task<CaseUpdate> ResolveAsync(Finding finding)
    {
        using AmazonSecurityHubClient client = new(CannedAws.Credentials, _aws.On(new AmazonSecurityHubConfig()));
        return await new SecurityHubCase(client).ResolvedAsync(finding, "Contained.", default);
    }
}
