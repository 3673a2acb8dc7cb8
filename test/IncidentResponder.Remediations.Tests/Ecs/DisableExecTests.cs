using System.Collections.Immutable;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Ecs;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ecs;

public sealed class DisableExecTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task Apply_ServiceOfATask_LeavesItsCount()
    {
        var world = await ShellsAsync();

        await Start(SceneOf(world, EcsWorld.Target("AwsEcsTask", world.Task))).ApplyAsync();

        (await world.ServiceAsync()).ShouldBe("2 tasks, shells False");
    }

    [Fact]
    public async Task Capture_DeletedService_IsRefused()
    {
        var world = await ShellsAsync();
        await world.DeleteServiceAsync();

        (await Start(SceneOf(world, world.Service)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("does not exist");
    }

    [Fact]
    public void Description_RunningTasks_SaysThatTheyKeepTheirShells() =>
        Make(Clients.For(Moto, new())).Description.MayBreak.ShouldContain("Tasks that run keep it until they end");

    // By a task, which is what most findings name: its service is read as well.
    protected override async Task<Scene> ExposedAsync()
    {
        var world = await ShellsAsync();
        return SceneOf(world, EcsWorld.Target("AwsEcsTask", world.Task));
    }

    protected override async Task<Scene> SafeAsync()
    {
        var world = await EcsWorld.WithTaskAsync(Moto);
        return SceneOf(world, world.Service);
    }

    protected override async Task<ImmutableArray<Run>> OtherPathsAsync()
    {
        var world = await ShellsAsync();
        var run = Start(SceneOf(world, world.Service));
        await run.ApplyAsync();
        await run.RollBackAsync();
        return [run];
    }

    protected override IRemediation Make(AwsClients aws) => new DisableExec(aws);

    private async Task<EcsWorld> ShellsAsync()
    {
        var world = await EcsWorld.WithTaskAsync(Moto);
        await world.UpdateAsync("\"enableExecuteCommand\": true");
        return world;
    }

    private static Scene SceneOf(EcsWorld world, RemediationTarget target) => new()
    {
        Target = target,
        LookAsync = world.ServiceAsync,

        // The state is one flag: what somebody else can do to it is to take the service away.
        DriftAsync = world.DeleteServiceAsync,
    };
}
