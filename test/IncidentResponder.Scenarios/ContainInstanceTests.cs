using System.Text.Json.Nodes;
using Amazon.Runtime;
using IncidentResponder.Cli.Operator;
using IncidentResponder.Cli.Undo;
using IncidentResponder.Core;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.Respond;

namespace IncidentResponder.Scenarios;

/// <summary>A cryptomining instance, from the event bus to its end, on the shipped binary, template and state machines.</summary>
public sealed class ContainInstanceTests(CloudFixture cloud)
{
    [Fact]
    public async Task Approved_IsIsolatedVerifiedResolvedAndUndoneAsCaptured()
    {
        var report = await Scenario.RunAsync(cloud.Host, Scenario.Fresh(Scenario.CryptoMining, "a1"), Answer.Approve, undo: true);

        report.Changes.Count(c => c.Name.EndsWith("security groups", StringComparison.Ordinal) && c.After.StartsWith("ir-empty", StringComparison.Ordinal)).ShouldBe(2);
        report.Changes.ShouldContain(c => c.Name.Contains("security group ir-empty", StringComparison.Ordinal) && c.After == "0 in, 0 out");
        report.Changes.ShouldContain(c => c.Name.Contains(" in Auto Scaling group", StringComparison.Ordinal) && c.Before == "yes" && c.After == "no");
        report.Changes.ShouldNotContain(c => c.Name.EndsWith(" instances", StringComparison.Ordinal), "the group's capacity was replaced");
        report.Changes.ShouldContain(c => c.Name.StartsWith("snapshot ", StringComparison.Ordinal));
        report.WorkflowStatus.ShouldBe("RESOLVED");
        report.LedgerIntact.ShouldBeTrue();
        Kinds(report).ShouldBe(["Opened", "Question", "Outcome"], ignoreOrder: true);
        report.Transitions.ShouldBeLessThanOrEqualTo(25);
        report.AfterUndo.ShouldNotContain(c => c.Name.EndsWith("security groups", StringComparison.Ordinal));
        report.AfterUndo.ShouldNotContain(c => c.Name.Contains(" in Auto Scaling group", StringComparison.Ordinal));
        report.AfterUndo.ShouldNotContain(c => c.Name.EndsWith("termination protection", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Denied_ChangesNothingAndSaysWho()
    {
        var report = await Scenario.RunAsync(cloud.Host, Scenario.Fresh(Scenario.CryptoMining, "d1"), Answer.Deny);

        report.Changes.ShouldAllBe(c => c.Name.StartsWith("snapshot ", StringComparison.Ordinal));
        var closure = Scenario.RecordOf(report).Closure.ShouldNotBeNull();
        closure.Outcome.ShouldBe("Denied");
        closure.Summary.ShouldContain("@example.com");
    }

    [Fact]
    public async Task Unanswered_ExpiresAsThePolicySays()
    {
        var before = cloud.Host.Clock.GetUtcNow();
        var report = await Scenario.RunAsync(cloud.Host, Scenario.Fresh(Scenario.CryptoMining, "e1"), Answer.None);

        report.Changes.ShouldBeEmpty();
        var record = Scenario.RecordOf(report);
        record.Closure.ShouldNotBeNull().Outcome.ShouldBe("Expired");
        (cloud.Host.Clock.GetUtcNow() - before).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(record.Decision!.WindowSeconds));
    }

    [Fact]
    public async Task SandboxInstance_IsContainedWithoutAsking()
    {
        var report = await Scenario.RunAsync(
            cloud.Host, Scenario.Fresh(Scenario.CryptoMining, "f1"), Answer.None, tags: new() { ["environment"] = "sandbox" });

        var record = Scenario.RecordOf(report);
        record.Closure.ShouldNotBeNull().Outcome.ShouldBe("Contained");
        report.Messages.ShouldNotContain(m => m.Kind == "Question" && m.IncidentId == Scenario.RecordOf(report).Incident.Id.Value);
    }

    [Fact]
    public async Task SandboxInstance_OperatorUndoesItByHand_IsAsBeforeAndSaysWho()
    {
        var report = await Scenario.RunAsync(
            cloud.Host, Scenario.Fresh(Scenario.CryptoMining, "f3"), Answer.None, tags: new() { ["environment"] = "sandbox" });
        var id = Scenario.RecordOf(report).Incident.Id;
        OperatorAccount account = new(new BasicAWSCredentials("local", "local"), cloud.Host.Api.Region, cloud.Host.Endpoint.ToString());
        StringWriter output = new(), errors = new();
        UndoIncident undo = new(output, errors, TimeProvider.System, (stack, cancel) => Deployment.FindAsync(account, stack, cancel));

        (await undo.RunAsync(id.Value, step: null, "incident-responder", confirmed: true, json: false, TestContext.Current.CancellationToken)).ShouldBe(0, $"{output}{errors}");

        var after = (await cloud.Reads.RecordAsync(id, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        after.Steps.ShouldAllBe(step => step.State == "Restored" || step.State == "AlreadySafe");
        after.Closure.ShouldNotBeNull().Outcome.ShouldBe("Undone");
        after.Ledger.ShouldContain(entry => entry.Stage == Stage.RollBack && entry.Kind == "Outcome" && entry.Actor.StartsWith("arn:aws:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SandboxInstance_EventThatGuardDutyKnowsNothingOf_EndsInAQuestionAndChangesNothing()
    {
        using var forgetful = cloud.Host.Observer.Before((call, _) => Task.FromResult(
            call is { SigningName: "guardduty", Operation: "GetFindings" } ? LocalResponse.Json(new JsonObject { ["findings"] = new JsonArray() }) : null));
        var report = await Scenario.RunAsync(
            cloud.Host, Scenario.Fresh(Scenario.CryptoMining, "f2"), Answer.None, tags: new() { ["environment"] = "sandbox" });

        var record = Scenario.RecordOf(report);
        record.Decision.ShouldNotBeNull().Because.ShouldContain(sentence => sentence.Contains("the event may be forged", StringComparison.Ordinal));
        record.Closure.ShouldNotBeNull().Outcome.ShouldBe("Expired");
        Kinds(report).ShouldContain("Question");
        report.Changes.ShouldBeEmpty();
    }

    private static string[] Kinds(RespondReport report) =>
    [
        .. report.Messages
            .Where(m => m.IncidentId == Scenario.RecordOf(report).Incident.Id.Value && m.Kind is not ("Code" or "RolledBack"))
            .Select(m => m.Kind),
    ];
}
