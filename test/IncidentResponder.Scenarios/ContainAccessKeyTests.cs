using IncidentResponder.LocalCloud.Respond;

namespace IncidentResponder.Scenarios;

/// <summary>A stolen access key, from the event bus to its end.</summary>
public sealed class ContainAccessKeyTests(CloudFixture cloud)
{
    [Fact]
    public async Task Approved_KeyIsInactiveUserQuarantinedAndUndone()
    {
        var report = await Scenario.RunAsync(cloud.Host, Scenario.Fresh(Scenario.StolenKey, "a1"), Answer.Approve, undo: true);

        report.Changes.ShouldContain(c => c.Name.Contains(" key AKIA", StringComparison.Ordinal) || c.After == "Inactive");
        report.Changes.ShouldContain(c => c.Name.EndsWith("inline policies", StringComparison.Ordinal) && c.After.Contains("IR-Quarantine-", StringComparison.Ordinal));
        report.WorkflowStatus.ShouldBe("RESOLVED");
        report.LedgerIntact.ShouldBeTrue();
        report.AfterUndo.ShouldBeEmpty();
    }
}
