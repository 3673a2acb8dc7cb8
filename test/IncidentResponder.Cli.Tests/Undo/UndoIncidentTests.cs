using System.Text.Json.Nodes;
using Amazon.Runtime;
using IncidentResponder.Cli.Operator;
using IncidentResponder.Cli.Undo;
using IncidentResponder.Core;
using IncidentResponder.Core.Decide;
using IncidentResponder.Testing;
using Microsoft.Extensions.Time.Testing;

namespace IncidentResponder.Cli.Tests.Undo;

public sealed class UndoIncidentTests : IDisposable
{
    private const string Operator = "arn:aws:sts::111122223333:assumed-role/Operator/kim@example.com";

    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly FakeTimeProvider _clock = new(ApprovalScene.InTime.AddHours(1));

    [Fact]
    public async Task Undo_NotConfirmed_ShowsWhatItWouldAndStartsNothing()
    {
        var scene = await ContainedAsync();

        (await RunAsync(scene)).ShouldBe(0, _errors.ToString());

        _output.ToString().ShouldContain("step 1   Ec2/IsolateInstance: Changed. 2 network interfaces are in sg-quarantine.");
        _output.ToString().ShouldContain("Run it again with --yes");
        scene.Workflow.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task Undo_Confirmed_StartsItOnceForTheOperatorAndSaysHowItEnded()
    {
        var scene = await ContainedAsync();

        (await RunAsync(scene, confirmed: true, ends: "Restored")).ShouldBe(0, _errors.ToString());

        scene.Workflow.Started.ShouldBe([new($"{scene.Incident.Id}-undo-1", Operator)]);
        _output.ToString().ShouldContain("step 1   Ec2/IsolateInstance: Restored.");
        var asked = (await scene.RecordAsync()).Ledger.Single(entry => entry is { Stage: Stage.RollBack, Kind: "Answer" });
        asked.Actor.ShouldBe(Operator);
        asked.Text.ShouldBe("Asked for undo 1 of step 1 of the containment.");
    }

    [Fact]
    public async Task Undo_TargetHasDrifted_ExitsOneAndSaysIt()
    {
        var scene = await ContainedAsync();

        (await RunAsync(scene, confirmed: true, ends: "Drifted", json: true)).ShouldBe(1);

        var said = JsonNode.Parse(_output.ToString())!;
        said["outcome"]!.GetValue<string>().ShouldBe("NotRestored");
        said["steps"]![0]!["state"]!.GetValue<string>().ShouldBe("Drifted");
    }

    [Fact]
    public async Task Undo_RunsAlready_IsRefused()
    {
        var scene = await ContainedAsync();
        await scene.Records.AppendAsync(scene.Incident.Id, _clock.GetUtcNow(), Stage.RollBack, "Answer", ApprovalScene.Ada, "Asked for undo 1 of the containment.", default);

        (await RunAsync(scene, confirmed: true)).ShouldBe(2);

        _errors.ToString().ShouldContain($"asked for by {ApprovalScene.Ada}");
        scene.Workflow.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task Undo_ByWhomTheFindingIsAbout_IsRefused()
    {
        var scene = await ApprovalScene.SetAsync(finding: Some.Finding(principal: Some.User("kim")), mode: ResponseMode.ContainNow);
        await scene.StepAsync();

        (await RunAsync(scene, confirmed: true)).ShouldBe(2);

        _errors.ToString().ShouldContain("have somebody else do it");
        scene.Workflow.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task Undo_StateMachineIsOutOfReach_SaysSoAndExitsTwo()
    {
        var scene = await ContainedAsync();
        scene.Workflow.Broken = true;

        (await RunAsync(scene, confirmed: true)).ShouldBe(2);

        _errors.ToString().ShouldContain("Nothing was changed; run it again.");
    }

    [Theory]
    [InlineData("what is this", 1, "'what is this' is no incident id")]
    [InlineData("INC-20260114-0000000000000000", 1, "has no incident INC-20260114-0000000000000000")]
    [InlineData("INC-20260114-8c1f0a2b9d3e4f50", 7, "Step 7 of INC-20260114-8c1f0a2b9d3e4f50 is not in effect; those in effect are 1.")]
    public async Task Undo_NothingOfThatName_IsSaid(string incident, int step, string why)
    {
        (await RunAsync(await ContainedAsync(), incident, step, confirmed: true)).ShouldBe(2);

        _errors.ToString().ShouldContain(why);
    }

    [Fact]
    public async Task Undo_NoSuchStack_SaysHowToNameIt()
    {
        (await new UndoIncident(_output, _errors, _clock, (_, _) => Task.FromResult<Deployment?>(null)).RunAsync("INC-1", null, "elsewhere", confirmed: false, json: false, default)).ShouldBe(2);

        _errors.ToString().ShouldContain("There is no stack 'elsewhere'");
    }

    [Fact]
    public async Task Undo_AwsRefuses_SaysWhatItTakes()
    {
        (await new UndoIncident(_output, _errors, _clock, (_, _) => throw new AmazonServiceException("denied")).RunAsync("INC-1", null, "one", confirmed: false, json: false, default)).ShouldBe(2);

        _errors.ToString().ShouldContain("AWS refused or could not be reached: denied");
    }

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    private static async Task<ApprovalScene> ContainedAsync()
    {
        var scene = await ApprovalScene.SetAsync(mode: ResponseMode.ContainNow);
        await scene.StepAsync();
        return scene;
    }

    private Task<int> RunAsync(ApprovalScene scene, string? incident = null, int? step = 1, bool confirmed = false, string ends = "Restored", bool json = false)
    {
        Deployment deployment = new(scene.Records, scene.Workflow, Operator, async (_, _, _) =>
        {
            await scene.StepAsync(ends);
            return true;
        });
        return new UndoIncident(_output, _errors, _clock, (_, _) => Task.FromResult<Deployment?>(deployment))
            .RunAsync(incident ?? scene.Incident.Id.Value, step, "incident-responder", confirmed, json, default);
    }
}
