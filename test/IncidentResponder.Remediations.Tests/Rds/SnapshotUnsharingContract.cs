using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Rds;

/// <summary>What unsharing must keep for the snapshots of instances and of clusters alike.</summary>
public abstract class SnapshotUnsharingContract(Moto moto, string type) : RemediationContract(moto)
{
    /// <summary>Makes a snapshot that is shared with some.</summary>
    protected abstract Task<DatabaseSnapshotWorld> WorldAsync(params string[] with);

    [Fact]
    public async Task Apply_RemovingAll_LeavesNoExplicitAccountsEither()
    {
        var world = await WorldAsync("all", "111122223333", "444455556666");
        var run = Start(SceneOf(world));

        await run.ApplyAsync();

        (await world.SharesAsync()).ShouldBe("");
        run.Book.Lines.Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]).ShouldBe(["remove all", "remove 111122223333", "remove 444455556666"]);
    }

    [Fact]
    public async Task Apply_AccountAddedSinceTheCapture_IsRemovedToo()
    {
        var world = await WorldAsync("all");
        var run = Start(SceneOf(world));
        await run.CaptureAsync();
        await world.ShareAsync("444455556666");

        await run.ApplyAsync();

        (await world.SharesAsync()).ShouldBe("");
    }

    [Fact]
    public async Task Capture_AutomatedSnapshot_IsRefused()
    {
        var run = Start(SceneOf(await WorldAsync("111122223333")));
        run.Log.Rewrite = text => text.Replace("<SnapshotType>manual", "<SnapshotType>automated", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("look for manual copies");
    }

    [Fact]
    public async Task Capture_SnapshotOfAnotherAccount_IsRefused()
    {
        var run = Start(SceneOf(await WorldAsync("all")));
        run.Log.Rewrite = text => text.Replace($":{Moto.Account}:", ":111122223333:", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("111122223333");
    }

    [Fact]
    public async Task Verify_SnapshotDeleted_IsConfirmed()
    {
        var world = await WorldAsync("all");
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.DeleteAsync();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("does not exist");
    }

    [Fact]
    public async Task RollBack_SharedWithAnybody_UndoesApply() =>
        await Among.Of("all", "111122223333", "444455556666", "777788889999").Array[0, 4].SampleAsync(
            async with =>
            {
                var world = await WorldAsync([.. with.Distinct()]);
                var before = await world.SharesAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await world.SharesAsync()).ShouldBe("");
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.SharesAsync()).ShouldBe(before);
            },
            writeLine: line => TestContext.Current.SendDiagnosticMessage(line),
            seed: Seeds.Next(),
            iter: 10,
            threads: 1);

    protected override async Task<Scene> ExposedAsync() => SceneOf(await WorldAsync("all", "111122223333", "444455556666"));

    protected override async Task<Scene> SafeAsync() => SceneOf(await WorldAsync());

    private Scene SceneOf(DatabaseSnapshotWorld world) => new()
    {
        Target = Scene.Of(type, world.Snapshot),
        LookAsync = world.SharesAsync,
        DriftAsync = () => world.ShareAsync("777788889999"),
    };
}
