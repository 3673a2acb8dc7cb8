using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Report;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Report;

public sealed class IncidentReportTests
{
    [Fact]
    public async Task Markdown_RichIncident_IsTheApprovedOne() => Golden.ShouldBe(IncidentReport.Of(await RichIncident.RecordAsync()).ToMarkdown(), "rich-incident.md");

    [Fact]
    public async Task Html_RichIncident_IsTheApprovedOne() => Golden.ShouldBe(IncidentReport.Of(await RichIncident.RecordAsync()).ToHtml(), "rich-incident.html");

    [Fact]
    public async Task Csv_RichIncident_IsTheApprovedOneWithTheLineEndsOfRfc4180()
    {
        var csv = TimelineCsv.Of(await RichIncident.RecordAsync());

        csv.Split("\r\n").Length.ShouldBe(csv.Split('\n').Length);
        Golden.ShouldBe(csv.Replace("\r\n", "\n"), "rich-incident.csv");
    }

    [Fact]
    public async Task Report_JustOpened_SaysWhatIsNotYet()
    {
        var text = IncidentReport.Of(new() { Incident = (await RichIncident.RecordAsync()).Incident }).ToMarkdown();

        text.ShouldContain("Nothing was decided yet.");
        text.ShouldContain("Nobody was asked.");
        text.ShouldContain("THE CHAIN IS BROKEN at entry 1: The ledger is empty");
    }

    [Fact]
    public async Task Report_EditedLedger_SaysThatTheChainIsBroken()
    {
        var record = await RichIncident.RecordAsync();
        var edited = record with { Ledger = record.Ledger.SetItem(2, record.Ledger[2] with { Text = "Nothing happened." }) };

        IncidentReport.Of(edited).ToMarkdown().ShouldContain("THE CHAIN IS BROKEN at entry 3");
        LedgerChain.Verify(record.Ledger).ShouldBeOfType<LedgerVerdict.Intact>();
    }

    [Theory]
    [InlineData("Refused", "Stays as it was")]
    [InlineData("Restored", "Is as before again")]
    [InlineData("Drifted", "Was changed by somebody since")]
    [InlineData("Started", "Is being changed")]
    public async Task StepChange_EachState_HasItsWord(string state, string word)
    {
        var scene = await ApprovalScene.SetAsync();
        await scene.StepAsync(state, "");

        StepChange.Of(await scene.RecordAsync()).ShouldHaveSingleItem().AfterWord.ShouldBe(word);
    }

    [Fact]
    public async Task StepChange_NotRunYet_ShowsThePlannedStateAndTheCalls()
    {
        var change = StepChange.Of(await (await ApprovalScene.SetAsync()).RecordAsync()).ShouldHaveSingleItem();

        change.Before.ShouldBe(["Auto Scaling group: web", "eni-0a1b2c3d groups: sg-0a1b2c3d"]);
        (change.AfterWord, change.After.Length, change.AfterAt).ShouldBe(("Will be", 4, null));
    }

    [Fact]
    public async Task StepChange_Captured_ShowsThePriorStateLineByLine()
    {
        var change = StepChange.Of(await RichIncident.RecordAsync()).ShouldHaveSingleItem();

        change.Before.ShouldBe(
        [
            "interfaces[0].id: eni-0a1b2c3d", "interfaces[0].groups: sg-0a1b2c3d", "interfaces[1].id: eni-1a1b2c3d",
            "interfaces[1].groups: sg-0a1b2c3d, sg-1a1b2c3d", "detachedFrom: web",
        ]);
        change.After[1].ShouldBe("Confirmed: eni-0a1b2c3d and eni-1a1b2c3d in sg-quarantine, which has no rules");
    }
}
