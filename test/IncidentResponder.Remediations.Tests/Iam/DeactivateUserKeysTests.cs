using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Iam;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Iam;

public sealed class DeactivateUserKeysTests(Moto moto) : RemediationContract(moto)
{
    private static int s_users;

    // Without the name IAM acts on the caller's own keys; moto finds the owner by the key.
    [Fact]
    public async Task Apply_AnyKey_UserNameIsAlwaysGiven()
    {
        var world = await UserAsync();
        var run = Start(SceneOf(world));

        await run.ApplyAsync();
        await run.RollBackAsync();

        run.Log.Bodies.Length.ShouldBe(4);
        run.Log.Bodies.ShouldAllBe(body => body.Contains($"UserName={world.User}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RollBack_OneKeyWasInactive_StaysInactive()
    {
        var world = await UserAsync();
        await world.SetKeyAsync(world.Keys[0], "Inactive");
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        (await world.StateAsync()).ShouldNotContain(" Active");

        await run.RollBackAsync();

        (await world.StateAsync()).Split('\n').ShouldBe([$"{world.Keys[0]} Inactive", $"{world.Keys[1]} Active"], ignoreOrder: true);
    }

    [Fact]
    public async Task Apply_KeyMadeSince_IsDeactivatedTooAndUndoIsRefused()
    {
        var world = await UserAsync(keys: 1);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        var added = await world.CreateKeyAsync();
        (await run.VerifyAsync()).ShouldBeOfType<Verification.Drifted>().What.ShouldContain(added);

        await run.ApplyAsync();

        (await world.StateAsync()).ShouldContain($"{added} Inactive");
        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
        (await run.RollBackAsync()).ShouldBeOfType<Restored.Drifted>();
    }

    [Fact]
    public async Task RollBack_AKeyWasDeletedSince_IsNotReversibleAndNamesIt()
    {
        var world = await UserAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.DeleteKeyAsync(world.Keys[0]);

        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain(world.Keys[0]);

        (await world.StateAsync()).ShouldBe($"{world.Keys[1]} Inactive");
    }

    [Fact]
    public async Task RollBack_AnyKeys_UndoesApply() =>
        await Gen.Bool.Array[0, 2].SampleAsync(
            async active =>
            {
                var world = await UserAsync(active.Length);
                for (var i = 0; i < active.Length; i++)
                    await world.SetKeyAsync(world.Keys[i], active[i] ? "Active" : "Inactive");
                var before = await world.StateAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                (await world.StateAsync()).ShouldNotContain(" Active");
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.StateAsync()).ShouldBe(before);
            },
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);

    [Theory]
    [InlineData(true, "was last used on 2026-01-10 08:15 UTC for s3 in eu-west-1 (IAM).")]
    [InlineData(false, "was never used: IAM has no record of a use since April 2015 (IAM).")]
    public async Task Preview_TwoKeys_TellsTheLastUseOfEach(bool used, string told)
    {
        var world = await UserAsync();
        var run = Start(SceneOf(world));
        run.Log.Rewrite = used ? LastUses.Told : null;

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary[1..].ShouldBe(world.Keys.Order(StringComparer.Ordinal).Select(key => $"Access key {key} {told}"));
    }

    [Fact]
    public async Task Preview_ServiceIsNotNamed_SaysSo()
    {
        var world = await UserAsync(keys: 1);
        var run = Start(SceneOf(world));
        run.Log.Rewrite = answer => answer.Replace("<AccessKeyLastUsed>", "<AccessKeyLastUsed><LastUsedDate>2026-01-10T08:15:00Z</LastUsedDate>", StringComparison.Ordinal);

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary[1..].ShouldBe([$"Access key {world.Keys[0]} was last used on 2026-01-10 08:15 UTC for a service that IAM does not name (IAM)."]);
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await UserAsync());

    protected override async Task<Scene> SafeAsync()
    {
        var world = await UserAsync(keys: 1);
        await world.SetKeyAsync(world.Keys[0], "Inactive");
        return SceneOf(world);
    }

    protected override IRemediation Make(AwsClients aws) => new DeactivateUserKeys(aws);

    private Task<IamWorld> UserAsync(int keys = 2) => IamWorld.WithUserAsync(Moto, $"all-keys-{Interlocked.Increment(ref s_users)}", keys);

    private static Scene SceneOf(IamWorld world) => new()
    {
        Target = Scene.User(world.User),
        LookAsync = world.StateAsync,
        DriftAsync = () => world.DeleteKeyAsync(world.Keys[0]),
    };
}
