using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Core.Triage;
using IncidentResponder.LocalCloud.Respond;

namespace IncidentResponder.Scenarios;

/// <summary>
/// The further ways in by Security Hub: its second version's OCSF, and what a person sends by a custom action. The events are put on the
/// bus without their findings at the producer, so that people are asked even about a sandbox.
/// </summary>
public sealed class SecurityHubTests(CloudFixture cloud)
{
    [Fact]
    public async Task OcsfFinding_OpensTheIncidentThatGuardDutysOwnEventJoins()
    {
        var report = await Scenario.RunAsync(
            cloud.Host, Scenario.EventText("forms/ocsf-cryptocurrency-ec2.json"), Answer.Approve, tags: new() { ["environment"] = "sandbox" });
        var opened = Scenario.RecordOf(report);
        opened.Closure.ShouldNotBeNull().Outcome.ShouldBe("Contained");

        await PutAsync(OfGuardDutyAbout(opened.Incident));
        var record = (await cloud.Reads.RecordAsync(opened.Incident.Id, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        record.Incident.Finding.Id.ShouldBe(opened.Incident.Finding.Id);
        record.Ledger.Count(entry => entry.Kind == "Opened").ShouldBe(1);
        record.Ledger.Count(entry => entry.Kind == "Effect").ShouldBe(opened.Ledger.Count(entry => entry.Kind == "Effect"));
    }

    [Fact]
    public async Task CustomAction_FindingIsNotified_IsAnsweredAllTheSame()
    {
        var action = JsonNode.Parse(Scenario.EventText("securityhub-custom-action.json"))!;
        var findings = action["detail"]!["findings"]!.AsArray();
        findings.RemoveAt(1);
        findings[0]!["Workflow"]!["Status"] = "NOTIFIED";
        var report = await Scenario.RunAsync(cloud.Host, action.ToJsonString(), Answer.Approve, tags: new() { ["environment"] = "sandbox" });
        Scenario.RecordOf(report).Closure.ShouldNotBeNull().Outcome.ShouldBe("Contained");
    }

    private static string OfGuardDutyAbout(Incident incident) =>
        Scenario.EventText(Scenario.CryptoMining)
            .Replace("i-0a1b2c3d4e5f67890", incident.Target.Id, StringComparison.Ordinal)
            .Replace("111122223333", incident.Finding.Account.Value, StringComparison.Ordinal)
            .Replace("eu-west-1", incident.Finding.Region, StringComparison.Ordinal);

    private async Task PutAsync(string text)
    {
        using var document = JsonDocument.Parse(text);
        await cloud.Host.PutEventAsync(document.RootElement, TestContext.Current.CancellationToken);
        await cloud.Reads.UntilEventsAreHandledAsync(TestContext.Current.CancellationToken);
    }
}
