using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ec2;

public sealed class DetachAndProtectInstanceTests(Moto moto) : RemediationContract(moto)
{
    private static int s_groups;

    [Fact]
    public async Task Apply_InstanceInAGroup_IsReplaced()
    {
        var (world, group) = await InGroupAsync(desired: 2, max: 4);

        (await Start(SceneOf(world)).ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        var members = await Ec2World.MembersAsync(Moto, group);
        members.Length.ShouldBe(2);
        members.ShouldNotContain(world.Instance);
        (await world.KeepingAsync()).ShouldBe("protected true, shutdown stop, root deleted false, group ");
    }

    [Fact]
    public async Task Capture_LastHealthyInstanceOfItsGroup_IsRefused()
    {
        var (world, group) = await InGroupAsync(desired: 1, max: 2);
        var before = await world.KeepingAsync();
        var run = Start(SceneOf(world));

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain($"last healthy instance of Auto Scaling group {group}");

        (await world.KeepingAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Apply_InstanceBecameTheLastHealthyOne_IsProtectedButNotDetached()
    {
        var (world, group) = await InGroupAsync(desired: 2, max: 4);
        var run = Start(SceneOf(world));
        await run.CaptureAsync();
        var other = (await Ec2World.MembersAsync(Moto, group)).Single(id => id != world.Instance);
        await Moto.AskAsync("autoscaling", "SetInstanceHealth", ("InstanceId", other), ("HealthStatus", "Unhealthy"));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Partial>().NotDone.ShouldContain(group);

        (await world.KeepingAsync()).ShouldBe($"protected true, shutdown stop, root deleted false, group {group}");
        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>();
    }

    [Fact]
    public async Task Apply_SpotInstance_IsPartialBecauseItMayBeReclaimed()
    {
        var (world, group) = await InGroupAsync(desired: 2, max: 4);
        var run = Start(SceneOf(world));
        run.Log.Rewrite = text => text.Replace("<instanceType>", "<instanceLifecycle>spot</instanceLifecycle><instanceType>", StringComparison.Ordinal);

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Partial>().NotDone.ShouldContain("Spot");

        (await Ec2World.MembersAsync(Moto, group)).ShouldNotContain(world.Instance);
        (await world.KeepingAsync()).ShouldBe("protected false, shutdown stop, root deleted false, group ");
    }

    [Fact]
    public async Task RollBack_GroupHasRoom_SaysThatDesiredCapacityRose()
    {
        var (world, group) = await InGroupAsync(desired: 2, max: 4);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>().What.ShouldContain("desired capacity is 3 (was 2)");

        (await Ec2World.MembersAsync(Moto, group)).ShouldContain(world.Instance);
    }

    [Fact]
    public async Task RollBack_GroupIsFull_SaysHowToMakeRoom()
    {
        var (world, group) = await InGroupAsync(desired: 2, max: 2);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain("2 of at most 2");

        (await world.KeepingAsync()).ShouldStartWith("protected false");
        (await Ec2World.MembersAsync(Moto, group)).ShouldNotContain(world.Instance);
    }

    [Fact]
    public async Task RollBack_GroupDeleted_IsNotReversible()
    {
        var (world, group) = await InGroupAsync(desired: 2, max: 4);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await Moto.AskAsync("autoscaling", "DeleteAutoScalingGroup", ("AutoScalingGroupName", group), ("ForceDelete", "true"));

        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain($"{group} is gone");
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf((await InGroupAsync(desired: 2, max: 4)).World);

    /// <summary>In no group before: moto names an instance's first group for ever, so a move from one group to another can't be seen in it.</summary>
    protected override async Task<Scene> DriftingAsync() => SceneOf(await Ec2World.WithInstanceAsync(Moto, 1));

    protected override async Task<Scene> SafeAsync()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var scene = SceneOf(world);
        await Start(scene).ApplyAsync();
        return scene;
    }

    protected override IRemediation Make(AwsClients aws) => new DetachAndProtectInstance(aws);

    private async Task<(Ec2World World, string Group)> InGroupAsync(int desired, int max)
    {
        var group = $"web-{Interlocked.Increment(ref s_groups)}";
        return (await Ec2World.WithGroupAsync(Moto, group, desired, max), group);
    }

    private Scene SceneOf(Ec2World world) => new()
    {
        Target = Scene.Instance(world.Instance),
        LookAsync = world.KeepingAsync,
        DriftAsync = async () =>
        {
            var (_, other) = await InGroupAsync(desired: 1, max: 3);
            await Moto.AskAsync("autoscaling", "AttachInstances", ("AutoScalingGroupName", other), ("InstanceIds.member.1", world.Instance));
        },
    };
}
