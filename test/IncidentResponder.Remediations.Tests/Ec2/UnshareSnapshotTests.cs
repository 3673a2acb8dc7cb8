using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ec2;

public sealed class UnshareSnapshotTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task Apply_SharedWithEverybodyAndAccounts_LeavesNobody()
    {
        var world = await SharingWorld.SnapshotAsync(Moto, "all", "111122223333");

        await Start(SceneOf(world)).ApplyAsync();

        (await world.SnapshotSharedAsync()).ShouldBe("");
    }

    [Fact]
    public async Task Preview_ImageStartsFromIt_SaysSo()
    {
        var run = Start(SceneOf(await SharingWorld.SnapshotAsync(Moto, "all")));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain(line => line.Contains("ami-0123456789abcdef0 starts from", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Capture_EvidenceOfAnIncident_IsRefused()
    {
        var world = await SharingWorld.SnapshotAsync(Moto, "111122223333");
        await Moto.AskAsync("ec2", "CreateTags", ("ResourceId.1", world.Snapshot), ("Tag.1.Key", "ir:incident"), ("Tag.1.Value", "INC-20260101-1111111111111111"));

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("INC-20260101-1111111111111111");

        (await world.SnapshotSharedAsync()).ShouldBe("111122223333");
    }

    [Fact]
    public async Task Capture_SnapshotOfAnotherAccount_IsRefused()
    {
        var run = Start(SceneOf(await SharingWorld.SnapshotAsync(Moto, "all")));
        run.Log.Rewrite = text => text.Replace($"<ownerId>{Moto.Account}", "<ownerId>111122223333", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("belongs to account 111122223333");
    }

    [Fact]
    public async Task Verify_SnapshotDeleted_IsConfirmed()
    {
        var world = await SharingWorld.SnapshotAsync(Moto, "all");
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await Moto.AskAsync("ec2", "DeleteSnapshot", ("SnapshotId", world.Snapshot));

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("does not exist");
    }

    [Fact]
    public async Task Apply_AccountAddedSinceTheCapture_IsRemovedToo()
    {
        var world = await SharingWorld.SnapshotAsync(Moto, "all");
        var run = Start(SceneOf(world));
        await run.CaptureAsync();
        await world.ShareSnapshotAsync("444455556666");

        await run.ApplyAsync();

        (await world.SnapshotSharedAsync()).ShouldBe("");
    }

    [Fact]
    public async Task RollBack_SharedWithAnybody_UndoesApply() =>
        await Among.Of("all", "111122223333", "444455556666", "777788889999").Array[0, 4].SampleAsync(
            async with =>
            {
                var world = await SharingWorld.SnapshotAsync(Moto, [.. with.Distinct()]);
                var before = await world.SnapshotSharedAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await world.SnapshotSharedAsync()).ShouldBe("");
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.SnapshotSharedAsync()).ShouldBe(before);
            },
            writeLine: line => TestContext.Current.SendDiagnosticMessage(line),
            seed: Seeds.Next(),
            iter: 15,
            threads: 1);

    protected override async Task<Scene> ExposedAsync() => SceneOf(await SharingWorld.SnapshotAsync(Moto, "all", "111122223333", "444455556666"));

    protected override async Task<Scene> SafeAsync() => SceneOf(await SharingWorld.SnapshotAsync(Moto));

    protected override IRemediation Make(AwsClients aws) => new UnshareSnapshot(aws);

    private static Scene SceneOf(SharingWorld world) => new()
    {
        Target = Scene.Of("AwsEc2Snapshot", world.Snapshot),
        LookAsync = world.SnapshotSharedAsync,
        DriftAsync = () => world.ShareSnapshotAsync("777788889999"),

        // moto can't look images up by their snapshots.
        Answer = (call, _) => call == "ec2:DescribeImages" ? "<DescribeImagesResponse><imagesSet><item><imageId>ami-0123456789abcdef0</imageId></item></imagesSet></DescribeImagesResponse>" : null,
    };
}
