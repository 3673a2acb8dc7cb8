using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ecs;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ecs;

public sealed class ScaleServiceToZeroTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task RollBack_EcsHasForgottenTheTask_FindsTheServiceByItsName()
    {
        var world = await EcsWorld.WithTaskAsync(Moto);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        run.Log.Answer = (call, _) => call == "ecs:DescribeTasks" ? """{"tasks": [], "failures": [{"arn": "task", "reason": "MISSING"}]}""" : null;

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("is to run 0 tasks");
        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await world.ServiceAsync()).ShouldStartWith("2 tasks");
    }

    [Fact]
    public async Task Capture_TaskWithoutAService_IsRefused()
    {
        var world = await EcsWorld.WithTaskAsync(Moto, group: "family:web");

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("stop the task itself");
    }

    [Fact]
    public async Task Capture_ServiceOfOneTaskOnEachHost_IsRefusedWithTheNextStep()
    {
        var world = await EcsWorld.WithTaskAsync(Moto, scheduling: "DAEMON");

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("--status DRAINING");
    }

    [Fact]
    public async Task Verify_TasksRunYet_WaitsForThem()
    {
        var run = Start(SceneOf(await EcsWorld.WithTaskAsync(Moto)));
        await run.ApplyAsync();
        run.Log.Rewrite = text => text.Replace("\"runningCount\": 0", "\"runningCount\": 2", StringComparison.Ordinal);

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain("2 of its tasks run yet");
    }

    [Fact]
    public async Task Verify_SomebodyScaledUp_IsDrifted()
    {
        var world = await EcsWorld.WithTaskAsync(Moto);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.UpdateAsync("\"desiredCount\": 1");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Drifted>();
    }

    [Fact]
    public async Task RollBack_AnyCount_UndoesApply() =>
        await Gen.Int[0, 5].SampleAsync(
            async count =>
            {
                var world = await EcsWorld.WithTaskAsync(Moto);
                await world.UpdateAsync($"\"desiredCount\": {count}");
                var before = await world.ServiceAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await world.ServiceAsync()).ShouldStartWith("0 tasks");
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.ServiceAsync()).ShouldBe(before);
            },
            writeLine: line => TestContext.Current.SendDiagnosticMessage(line),
            seed: Seeds.Next(),
            iter: 10,
            threads: 1);

    protected override async Task<Scene> ExposedAsync() => SceneOf(await EcsWorld.WithTaskAsync(Moto));

    protected override async Task<Scene> SafeAsync()
    {
        var world = await EcsWorld.WithTaskAsync(Moto);
        await world.UpdateAsync("\"desiredCount\": 0");
        return SceneOf(world);
    }

    protected override IRemediation Make(AwsClients aws) => new ScaleServiceToZero(aws);

    private static Scene SceneOf(EcsWorld world) => new()
    {
        Target = EcsWorld.Target("AwsEcsTask", world.Task),
        LookAsync = world.ServiceAsync,
        DriftAsync = () => world.UpdateAsync("\"desiredCount\": 1"),
    };
}
