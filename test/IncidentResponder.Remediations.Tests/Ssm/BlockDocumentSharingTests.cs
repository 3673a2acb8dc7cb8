using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Ssm;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ssm;

public sealed class BlockDocumentSharingTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task RollBack_SetByHandBefore_IsSetAgainAndNotReset()
    {
        var settings = new RegionSettings { Documents = ("Enable", "Customized") };
        var run = Start(SceneOf(settings));
        await run.ApplyAsync();
        settings.Documents.Value.ShouldBe("Disable");

        await run.RollBackAsync();

        settings.Documents.ShouldBe(("Enable", "Customized"));
    }

    protected override Task<Scene> ExposedAsync() => Task.FromResult(SceneOf(new()));

    protected override Task<Scene> SafeAsync() => Task.FromResult(SceneOf(new() { Documents = ("Disable", "Customized") }));

    protected override IRemediation Make(AwsClients aws) => new BlockDocumentSharing(aws);

    private static Scene SceneOf(RegionSettings settings) => new()
    {
        Target = Scene.Of("AwsAccount", Moto.Account),
        LookAsync = () => Task.FromResult(settings.ToString()),
        DriftAsync = () => Task.FromResult(settings.Documents = ("Enable", "Customized")),
        Answer = settings.Answer,
    };
}
