using System.Collections.Immutable;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Tests.Cloud;

namespace IncidentResponder.Remediations.Tests.Contract;

/// <summary>What every remediation must keep, on an emulated AWS. Each has a class that sets its scenes.</summary>
public abstract class RemediationContract(Moto moto)
{
    protected Moto Moto { get; } = moto;

    /// <summary>A target that is to be contained.</summary>
    protected abstract Task<Scene> ExposedAsync();

    /// <summary>A target that is in the wanted state already.</summary>
    protected abstract Task<Scene> SafeAsync();

    /// <summary>A target that is to be contained and that somebody changes afterwards.</summary>
    protected virtual Task<Scene> DriftingAsync() => ExposedAsync();

    protected abstract IRemediation Make(AwsClients aws);

    /// <summary>Whether undoing brings back what was captured; otherwise it must say why not and change nothing.</summary>
    protected virtual bool ComesBack => true;

    /// <summary>Runs that the exposed scene does not reach, for the permissions they use.</summary>
    protected virtual Task<ImmutableArray<Run>> OtherPathsAsync() => Task.FromResult(ImmutableArray<Run>.Empty);

    [Fact]
    public async Task Capture_ExposedTarget_ChangesNothing()
    {
        var scene = await ExposedAsync();
        var before = await scene.LookAsync();
        var run = Start(scene);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.State>();

        run.Log.Changes.ShouldBeEmpty();
        (await scene.LookAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Verify_NotApplied_IsStillOpen()
    {
        var run = Start(await ExposedAsync());
        await run.CaptureAsync();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>();
    }

    [Fact]
    public async Task Apply_ExposedTarget_IsConfirmed()
    {
        var scene = await ExposedAsync();
        var before = await scene.LookAsync();
        var run = Start(scene);

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await scene.LookAsync()).ShouldNotBe(before);
        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
        run.Book.Calls.ShouldBe(run.Log.Changes);
    }

    [Fact]
    public async Task Apply_Again_ChangesNothingMore()
    {
        var scene = await ExposedAsync();
        var run = Start(scene);
        await run.ApplyAsync();
        var (contained, changes) = (await scene.LookAsync(), run.Log.Changes.Length);

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        run.Log.Changes.Length.ShouldBe(changes);
        (await scene.LookAsync()).ShouldBe(contained);
    }

    [Fact]
    public async Task Apply_SafeTarget_ChangesNothing()
    {
        var scene = await SafeAsync();
        var before = await scene.LookAsync();
        var run = Start(scene);

        (await run.ApplyAsync()).ShouldBeOfType<Applied.AlreadySafe>();

        run.Log.Changes.ShouldBeEmpty();
        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
        run.Log.Changes.ShouldBeEmpty();
        (await scene.LookAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task RollBack_Applied_RestoresWhatWasCaptured()
    {
        var scene = await ExposedAsync();
        var before = await scene.LookAsync();
        var run = Start(scene);
        await run.ApplyAsync();
        var contained = await scene.LookAsync();

        ShouldBeBack(await run.RollBackAsync());
        (await scene.LookAsync()).ShouldBe(ComesBack ? before : contained);

        var changes = run.Log.Changes.Length;
        ShouldBeBack(await run.RollBackAsync());
        run.Log.Changes.Length.ShouldBe(changes);
    }

    [Fact]
    public async Task RollBack_TargetChangedSince_IsRefused()
    {
        var scene = await DriftingAsync();
        var run = Start(scene);
        await run.ApplyAsync();
        await scene.DriftAsync();
        var (drifted, changes) = (await scene.LookAsync(), run.Log.Changes.Length);

        (await run.RollBackAsync()).ShouldNotBeOfType<Restored.Done>();

        run.Log.Changes.Length.ShouldBe(changes);
        (await scene.LookAsync()).ShouldBe(drifted);
    }

    [Fact]
    public async Task PlannedCalls_OfThePreview_AreThoseThatApplyMakes()
    {
        var run = Start(await ExposedAsync());
        if (run.It is not IPreviewed previewed)
            return;

        var facts = await previewed.PreviewAsync(run.Target, TestContext.Current.CancellationToken);
        run.Log.Changes.ShouldBeEmpty();
        run.Log.Permissions.ShouldBe(run.It.Description.Reads.Union(run.It.Description.BlastRadiusReads));
        facts.State.ShouldNotBeEmpty();
        await run.ApplyAsync();

        run.It.PlannedCalls(run.Target, facts).ShouldBe(run.Book.Lines);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Apply_CrashAtAnyCall_EndsAsIfThereWasNone(bool after)
    {
        for (var call = 0; ; call++)
        {
            var scene = await ExposedAsync();
            var before = await scene.LookAsync();
            var run = Start(scene);
            if (!await run.CrashesAsync(call, after, run.ApplyAsync))
            {
                TestContext.Current.SendDiagnosticMessage($"{run.It.Description.Id}: crashed {(after ? "after" : "before")} each of {call} changes.");
                call.ShouldBeGreaterThan(0);
                return;
            }

            (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();
            (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
            var contained = await scene.LookAsync();
            ShouldBeBack(await run.RollBackAsync());
            (await scene.LookAsync()).ShouldBe(ComesBack ? before : contained, $"crash {(after ? "after" : "before")} call {call}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RollBack_CrashAtAnyCall_EndsAsIfThereWasNone(bool after)
    {
        for (var call = 0; ; call++)
        {
            var scene = await ExposedAsync();
            var before = await scene.LookAsync();
            var run = Start(scene);
            await run.ApplyAsync();
            var contained = await scene.LookAsync();
            if (!await run.CrashesAsync(call, after, run.RollBackAsync))
                return;

            ShouldBeBack(await run.RollBackAsync());
            (await scene.LookAsync()).ShouldBe(ComesBack ? before : contained, $"crash {(after ? "after" : "before")} call {call}");
        }
    }

    [Fact]
    public async Task Permissions_AllPaths_AreExactlyThoseDeclared()
    {
        var run = Start(await ExposedAsync());
        await run.ApplyAsync();
        await run.VerifyAsync();
        await run.RollBackAsync();

        var used = (await OtherPathsAsync()).Append(run).SelectMany(one => one.Log.Permissions).ToImmutableSortedSet();

        used.ShouldBe(run.It.Description.Permissions);
    }

    [Fact]
    public async Task Target_OfAnotherAccount_IsRefused()
    {
        var scene = await ExposedAsync();
        var before = await scene.LookAsync();
        var elsewhere = scene.Target with { Resource = Scene.Resource(scene.Target.Resource.Type, scene.Target.Resource.Id, "111122223333") };
        var run = new Run(Moto, elsewhere, Make);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("111122223333");

        run.Log.Changes.ShouldBeEmpty();
        (await scene.LookAsync()).ShouldBe(before);
    }

    private void ShouldBeBack(Restored restored) => restored.ShouldBeOfType(ComesBack ? typeof(Restored.Done) : typeof(Restored.NotReversible));

    protected Run Start(Scene scene) => new(Moto, scene.Target, Make) { Log = { Answer = scene.Answer } };
}
