using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ec2;

public sealed class UnshareImageTests(Moto moto) : RemediationContract(moto)
{
    private const string Organization = "arn:aws:organizations::111122223333:organization/o-abcde12345";
    private const string Unit = "arn:aws:organizations::111122223333:ou/o-abcde12345/ou-1a2b-34uvwxyz";

    [Fact]
    public async Task Apply_SharedWithAnOrganizationAndAUnit_LeavesNobody()
    {
        var world = await SharingWorld.ImageAsync(Moto, Organization, Unit);

        await Start(SceneOf(world)).ApplyAsync();

        (await world.ImageSharedAsync()).ShouldBe("; ");
    }

    [Fact]
    public async Task Apply_SnapshotBehindItIsShared_IsUnsharedToo()
    {
        var world = await SharingWorld.ImageAsync(Moto, "111122223333");
        await world.ShareSnapshotAsync("444455556666");

        await Start(SceneOf(world)).ApplyAsync();

        (await world.ImageSharedAsync()).ShouldBe("; ");
    }

    [Fact]
    public async Task Apply_SnapshotBehindItIsEvidence_IsLeft()
    {
        var world = await SharingWorld.ImageAsync(Moto, "all");
        await world.ShareSnapshotAsync("444455556666");
        await Moto.AskAsync("ec2", "CreateTags", ("ResourceId.1", world.Snapshot), ("Tag.1.Key", "ir:incident"), ("Tag.1.Value", "INC-20260101-1111111111111111"));

        (await Start(SceneOf(world)).ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await world.ImageSharedAsync()).ShouldBe("; 444455556666");
    }

    [Fact]
    public async Task Capture_ImageOfAnotherAccount_IsRefused()
    {
        var run = Start(SceneOf(await SharingWorld.ImageAsync(Moto, "all")));
        run.Log.Rewrite = text => text.Replace($"<imageOwnerId>{Moto.Account}", "<imageOwnerId>111122223333", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("belongs to account 111122223333");
    }

    [Fact]
    public async Task Verify_ImageDeregistered_IsConfirmed()
    {
        var world = await SharingWorld.ImageAsync(Moto, "all");
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await Moto.AskAsync("ec2", "DeregisterImage", ("ImageId", world.Image));

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("does not exist");
    }

    [Fact]
    public async Task RollBack_SharedWithAnybody_UndoesApply() =>
        await Gen.Select(Among.Of("all", "111122223333", "444455556666", Organization, Unit).Array[0, 5], Among.Of("all", "444455556666").Array[0, 2]).SampleAsync(
            async (image, snapshot) =>
            {
                var world = await SharingWorld.ImageAsync(Moto, [.. image.Distinct()]);
                foreach (var one in snapshot.Distinct())
                    await world.ShareSnapshotAsync(one);
                var before = await world.ImageSharedAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await world.ImageSharedAsync()).ShouldBe("; ");
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.ImageSharedAsync()).ShouldBe(before);
            },
            writeLine: line => TestContext.Current.SendDiagnosticMessage(line),
            seed: Seeds.Next(),
            iter: 12,
            threads: 1);

    protected override async Task<Scene> ExposedAsync()
    {
        var world = await SharingWorld.ImageAsync(Moto, "all", "111122223333", Organization);
        await world.ShareSnapshotAsync("111122223333");
        return SceneOf(world);
    }

    protected override async Task<Scene> SafeAsync() => SceneOf(await SharingWorld.ImageAsync(Moto));

    protected override IRemediation Make(AwsClients aws) => new UnshareImage(aws);

    private static Scene SceneOf(SharingWorld world) => new()
    {
        Target = Scene.Of("AwsEc2Image", world.Image),
        LookAsync = world.ImageSharedAsync,
        DriftAsync = () => world.ShareImageAsync("777788889999"),
    };
}
