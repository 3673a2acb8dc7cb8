using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ec2;

public sealed class BlockImageSharingTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task Verify_NotYetBroughtAbout_IsStillOpen()
    {
        var settings = new RegionSettings();
        var run = Start(SceneOf(settings));
        await run.ApplyAsync();
        settings.Images = "unblocked";

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain("block-new-sharing");
    }

    protected override Task<Scene> ExposedAsync() => Task.FromResult(SceneOf(new()));

    protected override Task<Scene> SafeAsync() => Task.FromResult(SceneOf(new() { Images = "block-new-sharing" }));

    protected override IRemediation Make(AwsClients aws) => new BlockImageSharing(aws);

    private static Scene SceneOf(RegionSettings settings) => new()
    {
        Target = Scene.Of("AwsAccount", Moto.Account),
        LookAsync = () => Task.FromResult(settings.ToString()),
        DriftAsync = () => Task.FromResult((settings.ManagedBy, settings.Images) = ("declarative-policy", "unblocked")),
        Answer = settings.Answer,
    };
}
