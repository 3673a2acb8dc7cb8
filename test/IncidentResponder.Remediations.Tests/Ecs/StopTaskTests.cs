using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ecs;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ecs;

public sealed class StopTaskTests(Moto moto) : RemediationContract(moto)
{
    protected override bool ComesBack => false;

    [Fact]
    public async Task Apply_RunningTask_StopsItAndNamesTheIncident()
    {
        var world = await EcsWorld.WithTaskAsync(Moto);

        await Start(SceneOf(world)).ApplyAsync();

        (await world.TaskAsync()).ShouldBe("STOPPED: Contained by IncidentResponder for INC-20260114-8c1f0a2b9d3e4f50");
    }

    [Fact]
    public async Task Preview_TaskOfAService_SaysThatAnotherIsStarted()
    {
        var run = Start(SceneOf(await EcsWorld.WithTaskAsync(Moto)));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain(line => line.StartsWith("Service web starts another task", StringComparison.Ordinal));
        run.It.Description.MayBreak.ShouldContain("evidence");
    }

    [Fact]
    public async Task Verify_ContainersHaveNotEndedYet_WaitsForThem()
    {
        var run = Start(SceneOf(await EcsWorld.WithTaskAsync(Moto)));
        await run.ApplyAsync();

        run.Log.Rewrite = text => text.Replace("\"lastStatus\": \"STOPPED\"", "\"lastStatus\": \"STOPPING\"", StringComparison.Ordinal);
        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain("is STOPPING yet");

        run.Log.Rewrite = null;
        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
    }

    [Fact]
    public async Task Verify_EcsHasForgottenTheTask_IsConfirmed()
    {
        var run = Start(SceneOf(await EcsWorld.WithTaskAsync(Moto)));
        await run.ApplyAsync();
        run.Log.Answer = (call, _) => call == "ecs:DescribeTasks" ? """{"tasks": [], "failures": [{"arn": "task", "reason": "MISSING"}]}""" : null;

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("knows no task");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("arn:aws:ecs:eu-west-1:123456789012:task/0123456789abcdef0123456789abcdef")]
    [InlineData("arn:aws:ecs:eu-central-1:123456789012:task/shop/0123456789abcdef0123456789abcdef")]
    public async Task Capture_FindingNamesNoClusterOfTheRegion_IsRefusedWithTheNextStep(string? arn)
    {
        var target = Scene.Of("AwsEcsTask", "0123456789abcdef0123456789abcdef");
        var run = new Run(Moto, target with { Resource = target.Resource with { Arn = arn } }, Make);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("aws ecs list-clusters");
    }

    [Fact]
    public async Task RollBack_Stopped_SaysHowToRunAnother()
    {
        var run = Start(await ExposedAsync());
        await run.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain("aws ecs run-task");
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await EcsWorld.WithTaskAsync(Moto));

    protected override async Task<Scene> SafeAsync()
    {
        var world = await EcsWorld.WithTaskAsync(Moto);
        await world.StopAsync();
        return SceneOf(world);
    }

    protected override IRemediation Make(AwsClients aws) => new StopTask(aws);

    private static Scene SceneOf(EcsWorld world) => new()
    {
        Target = EcsWorld.Target("AwsEcsTask", world.Task),
        LookAsync = world.TaskAsync,
    };
}
