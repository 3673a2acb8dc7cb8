using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ec2;

public sealed class DisableSerialConsoleTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task Apply_OffByAPolicyOfTheOrganization_IsAlreadySafe()
    {
        var run = Start(SceneOf(new() { SerialConsole = "false", ManagedBy = "declarative-policy" }));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.AlreadySafe>();
    }

    protected override Task<Scene> ExposedAsync() => Task.FromResult(SceneOf(new()));

    protected override Task<Scene> SafeAsync() => Task.FromResult(SceneOf(new() { SerialConsole = "false" }));

    protected override IRemediation Make(AwsClients aws) => new DisableSerialConsole(aws);

    private static Scene SceneOf(RegionSettings settings) => new()
    {
        Target = Scene.Of("AwsAccount", Moto.Account),
        LookAsync = () => Task.FromResult(settings.ToString()),
        DriftAsync = () => Task.FromResult((settings.ManagedBy, settings.SerialConsole) = ("declarative-policy", "true")),
        Answer = settings.Answer,
    };
}
