using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ec2;

public sealed class BlockSnapshotSharingTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task RollBack_NewSharingWasBlocked_BlocksThatAlone()
    {
        var settings = new RegionSettings { Snapshots = "block-new-sharing" };
        var run = Start(SceneOf(settings));
        await run.ApplyAsync();
        settings.Snapshots.ShouldBe("block-all-sharing");

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        settings.Snapshots.ShouldBe("block-new-sharing");
    }

    [Fact]
    public async Task Capture_HeldByAPolicyOfTheOrganization_IsRefused()
    {
        var run = Start(SceneOf(new() { ManagedBy = "declarative-policy" }));

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("declarative policy");
    }

    protected override Task<Scene> ExposedAsync() => Task.FromResult(SceneOf(new()));

    protected override Task<Scene> SafeAsync() => Task.FromResult(SceneOf(new() { Snapshots = "block-all-sharing" }));

    protected override IRemediation Make(AwsClients aws) => new BlockSnapshotSharing(aws);

    private static Scene SceneOf(RegionSettings settings) => new()
    {
        Target = Scene.Of("AwsAccount", Moto.Account),
        LookAsync = () => Task.FromResult(settings.ToString()),
        DriftAsync = () => Task.FromResult(settings.Snapshots = "block-new-sharing"),
        Answer = settings.Answer,
    };
}
