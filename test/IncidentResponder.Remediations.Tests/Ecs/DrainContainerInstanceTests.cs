using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ecs;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ecs;

public sealed class DrainContainerInstanceTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task Apply_EcsNamesTheHostAsFailedWithoutRefusing_IsTriedAgain()
    {
        var world = await EcsWorld.WithHostAsync(Moto);
        var failures = 1;
        var run = Start(SceneOf(world) with
        {
            Answer = (call, _) => call == "ecs:UpdateContainerInstancesState" && failures-- > 0 ? """{"containerInstances": [], "failures": [{"reason": "AGENT"}]}""" : null,
        });

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await world.HostAsync()).ShouldBe("DRAINING");
    }

    [Fact]
    public async Task Capture_HostOnItsWayOut_IsRefused()
    {
        var run = Start(SceneOf(await EcsWorld.WithHostAsync(Moto)));
        run.Log.Rewrite = text => text.Replace("\"status\": \"ACTIVE\"", "\"status\": \"DEREGISTERING\"", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("is DEREGISTERING");
    }

    [Fact]
    public async Task Preview_Host_NamesItsEc2Instance()
    {
        var run = Start(SceneOf(await EcsWorld.WithHostAsync(Moto)));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain(line => line.StartsWith("It is EC2 instance i-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_HostDeregistered_IsConfirmed()
    {
        var world = await EcsWorld.WithHostAsync(Moto);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.DeregisterHostAsync();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("does not exist");
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await EcsWorld.WithHostAsync(Moto));

    protected override async Task<Scene> SafeAsync()
    {
        var world = await EcsWorld.WithHostAsync(Moto);
        await world.SetHostAsync("DRAINING");
        return SceneOf(world);
    }

    protected override IRemediation Make(AwsClients aws) => new DrainContainerInstance(aws);

    // The state is one of two: what somebody else can do to it is to take the host away.
    private static Scene SceneOf(EcsWorld world) => new()
    {
        Target = EcsWorld.Target("AwsEcsContainerInstance", world.Host),
        LookAsync = world.HostAsync,
        DriftAsync = world.DeregisterHostAsync,
    };
}
