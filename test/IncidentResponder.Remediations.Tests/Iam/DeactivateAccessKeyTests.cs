using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Iam;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Iam;

public sealed class DeactivateAccessKeyTests(Moto moto) : RemediationContract(moto)
{
    private static int s_users;

    [Fact]
    public async Task Apply_UserHasTwoKeys_LeavesTheOther()
    {
        var world = await UserAsync(keys: 2);

        await Start(SceneOf(world)).ApplyAsync();

        var state = await world.StateAsync();
        state.ShouldContain($"{world.Keys[0]} Inactive");
        state.ShouldContain($"{world.Keys[1]} Active");
    }

    [Fact]
    public async Task Capture_TemporaryKey_IsRefused()
    {
        var run = new Run(Moto, Scene.Key("ASIAIOSFODNN7EXAMPLE"), Make);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("temporary");
    }

    [Fact]
    public async Task Capture_KeyOfAnotherUserThanTheFindingSays_IsRefused()
    {
        var world = await UserAsync();
        var run = new Run(Moto, Scene.Key(world.Keys[0], "somebody-else"), Make);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("somebody-else");
    }

    [Fact]
    public async Task Capture_UnknownKey_IsRefused()
    {
        var run = new Run(Moto, Scene.Key("AKIAIOSFODNN7EXAMPLE"), Make);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("does not exist");
    }

    [Fact]
    public async Task Verify_UserMadeAnotherKey_IsDrifted()
    {
        var world = await UserAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        var added = await world.CreateKeyAsync();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Drifted>().What.ShouldContain(added);
    }

    // Without the name IAM acts on the caller's own key; moto finds the owner by the key.
    [Fact]
    public async Task Apply_AnyKey_UserNameIsAlwaysGiven()
    {
        var world = await UserAsync();
        var run = new Run(Moto, Scene.Key(world.Keys[0]), Make);

        await run.ApplyAsync();
        await run.RollBackAsync();

        run.Log.Bodies.Length.ShouldBe(2);
        run.Log.Bodies.ShouldAllBe(body => body.Contains($"UserName={world.User}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Capture_KeyOfWhichIamNamesNoUser_IsRefused()
    {
        var world = await UserAsync();
        var run = Start(SceneOf(world));
        run.Log.Rewrite = text => text.Replace($"<UserName>{world.User}</UserName>", "<UserName>N/A</UserName>", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("belongs to no user");
    }

    [Fact]
    public async Task Verify_KeySwitchedOnAgain_IsStillOpenAndAppliedAnew()
    {
        var world = await UserAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.SetKeyAsync(world.Keys[0], "Active");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>();
        await run.ApplyAsync();

        (await world.StateAsync()).ShouldBe($"{world.Keys[0]} Inactive");
    }

    [Fact]
    public async Task Verify_AnotherKeyWasRevived_IsDrifted()
    {
        var world = await UserAsync(keys: 2);
        await world.SetKeyAsync(world.Keys[1], "Inactive");
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.SetKeyAsync(world.Keys[1], "Active");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Drifted>().What.ShouldContain(world.Keys[1]);
    }

    [Fact]
    public async Task Verify_KeyDeleted_IsConfirmed()
    {
        var world = await UserAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.DeleteKeyAsync(world.Keys[0]);

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
    }

    [Fact]
    public async Task Preview_KeyInUse_TellsWhatItWasLastUsedFor()
    {
        var world = await UserAsync();
        var run = Start(SceneOf(world));
        run.Log.Rewrite = LastUses.Told;

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain($"Access key {world.Keys[0]} was last used on 2026-01-10 08:15 UTC for s3 in eu-west-1 (IAM).");
        facts.State[$"{world.Keys[0]} status"].ShouldBe("Active");
    }

    [Fact]
    public async Task Preview_KeyWasDeleted_IsAGap()
    {
        var world = await UserAsync(keys: 2);
        await world.DeleteKeyAsync(world.Keys[0]);
        var run = Start(SceneOf(world));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Exists.ShouldBeFalse();
        facts.Gaps.ShouldHaveSingleItem().ShouldContain(world.Keys[0]);
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await UserAsync());

    protected override async Task<Scene> SafeAsync()
    {
        var world = await UserAsync();
        await world.SetKeyAsync(world.Keys[0], "Inactive");
        return SceneOf(world);
    }

    protected override IRemediation Make(AwsClients aws) => new DeactivateAccessKey(aws);

    private Task<IamWorld> UserAsync(int keys = 1) => IamWorld.WithUserAsync(Moto, $"key-owner-{Interlocked.Increment(ref s_users)}", keys);

    private static Scene SceneOf(IamWorld world) => new()
    {
        Target = Scene.Key(world.Keys[0], world.User),
        LookAsync = world.StateAsync,
        DriftAsync = () => world.DeleteKeyAsync(world.Keys[0]),
    };
}
