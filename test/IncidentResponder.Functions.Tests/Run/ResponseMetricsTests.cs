using System.Text.Json;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Report;
using IncidentResponder.Functions.Handlers;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Tests.Run;

/// <summary>What the handlers write, read back as times: in the record's milestones, and in the line from which the log makes metrics.</summary>
public sealed class ResponseMetricsTests
{
    private readonly Outside _outside = new();

    [Fact]
    public async Task Close_WholeResponse_WritesOneLineOfTheEmbeddedMetricFormat()
    {
        var one = await RespondedAsync();
        await CloseAsync(one, "Confirmed");

        var line = MetricsOf(one).ShouldHaveSingleItem();
        var directive = line.GetProperty("_aws");
        directive.GetProperty("Timestamp").GetInt64().ShouldBeInRange(one.At.ToUnixTimeMilliseconds(), one.At.AddMinutes(5).ToUnixTimeMilliseconds());
        var metrics = directive.GetProperty("CloudWatchMetrics")[0];
        metrics.GetProperty("Namespace").GetString().ShouldBe("IncidentResponder");
        metrics.GetProperty("Dimensions").GetRawText().ShouldBe("""[["Severity"],["Playbook"]]""");
        string[] names = [.. metrics.GetProperty("Metrics").EnumerateArray().Select(metric => metric.GetProperty("Name").GetString()!)];
        names.ShouldBe(["TimeToNotify", "TimeToAcknowledge", "TimeToDecide", "TimeToContain", "TimeToClose"]);
        metrics.GetProperty("Metrics").EnumerateArray().ShouldAllBe(metric => metric.GetProperty("Unit").GetString() == "Milliseconds");
        names.ShouldAllBe(name => line.GetProperty(name).GetInt64() >= 0);
        line.GetProperty("TimeToDecide").GetInt64().ShouldBe(60_000);
        (line.GetProperty("Severity").GetString(), line.GetProperty("Playbook").GetString()).ShouldBe(("High", "ContainInstance"));
        (line.GetProperty("incident").GetString(), line.GetProperty("outcome").GetString()).ShouldBe((one.Id.Value, "Contained"));
    }

    [Fact]
    public async Task Close_PolicyActedAlone_LeavesOutWhatDidNotHappen()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        await LaterAsync(one, () => one.RemediateAsync());
        await LaterAsync(one, () => one.VerifyAsync(2));
        await CloseAsync(one, "Confirmed");

        var line = MetricsOf(one).ShouldHaveSingleItem();
        line.TryGetProperty("TimeToAcknowledge", out _).ShouldBeFalse();
        line.TryGetProperty("TimeToNotify", out _).ShouldBeFalse();
        line.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0].GetProperty("Metrics").EnumerateArray().Select(metric => metric.GetProperty("Name").GetString())
            .ShouldBe(["TimeToDecide", "TimeToContain", "TimeToClose"]);
    }

    [Fact]
    public async Task Close_RepeatedAndThenUndone_IsMeasuredOnce()
    {
        var one = await RespondedAsync();
        await CloseAsync(one, "Confirmed");
        await CloseAsync(one, "Confirmed");
        await LaterAsync(one, () => one.RollBackAsync());
        await CloseAsync(one, "Restored", "RollBack");

        MetricsOf(one).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Milestones_OfWhatTheHandlersWrote_AreAllThereInOrder()
    {
        var one = await RespondedAsync();
        await CloseAsync(one, "Confirmed");
        await LaterAsync(one, () => one.RollBackAsync());
        await CloseAsync(one, "Restored", "RollBack");

        var milestones = Milestones.Of(await one.ReadAsync());
        milestones.Known.Select(known => known.Name).ShouldBe(
            ["Activity seen", "Received", "Notified", "Asked", "Acknowledged", "Decided", "First effect", "Verified contained", "Closed", "Undone"], ignoreOrder: true);
        DateTimeOffset?[] chain = [milestones.Event, milestones.Received, milestones.Decided, milestones.FirstEffect, milestones.Contained, milestones.Closed, milestones.Undone];
        chain.ShouldBeInOrder();
    }

    [Fact]
    public async Task Milestones_StepThatRefused_HaveNoEffectAndNoContainment()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        await LaterAsync(one, () => one.RemediateAsync(null, new CloseDoors(one.World, CrashPoint.Never) { Answer = new Core.Remediate.Applied.Refused("no") }));
        await LaterAsync(one, () => one.VerifyAsync(2));
        await CloseAsync(one, "StillOpen");

        var milestones = Milestones.Of(await one.ReadAsync());
        milestones.Contained.ShouldBeNull();
        milestones.Closed.ShouldNotBeNull();
    }

    private async Task<Case> RespondedAsync()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        PersonalLinks links = new(new ApprovalLinks(_outside, "incidents"), "https://page.example.com");
        await new Notify(one.Records, new(one.Records, _outside), links, _outside, new(one.Log)).RunAsync(new() { IncidentId = one.Id.Value, At = one.At, Kind = NoticeKind.Opened }, default);
        await new Approve(one.Records, new(one.Records, new(one.Records, new(one.Records, _outside), links), ApproverRoll.Of(People.None, Case.Alice), _outside), _outside, new(one.Log))
            .RunAsync(new() { IncidentId = one.Id.Value, At = one.At, Event = "ask", TaskToken = "token-1" }, default);
        await one.AnswerAsync(ApprovalOutcome.Granted, PlanDigest.Of(one.Decision.Plan));
        await LaterAsync(one, () => one.RemediateAsync());
        await LaterAsync(one, () => one.VerifyAsync(0));
        await LaterAsync(one, () => one.VerifyAsync(2));
        return one;
    }

    private Task CloseAsync(Case one, string outcome, string stage = "Verify") => LaterAsync(one, () =>
        new Close(one.Records, _outside, _outside.SealAsync, _outside, new(one.Records, _outside), new(one.Log), new(one.Log)).RunAsync(new() { IncidentId = one.Id.Value, At = one.At, Outcome = outcome, Stage = stage }, default));

    // As a state machine enters its states one after the other.
    private static Task LaterAsync(Case one, Func<Task> stage)
    {
        one.At = one.At.AddMinutes(1);
        return stage();
    }

    private static List<JsonElement> MetricsOf(Case one) =>
        [.. one.Log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.TryGetProperty("_aws", out _))];
}
