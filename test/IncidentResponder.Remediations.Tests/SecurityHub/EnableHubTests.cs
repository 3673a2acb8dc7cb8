using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Remediations.SecurityHub;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.SecurityHub;

public sealed class EnableHubTests(Moto moto) : RemediationContract(moto)
{
    protected override bool ComesBack => false;

    [Fact]
    public async Task Apply_HubIsOff_LeavesTheStandardsToTheOperator()
    {
        var run = Start(await ExposedAsync());

        await run.ApplyAsync();

        run.Log.Bodies.ShouldHaveSingleItem().ShouldContain("\"EnableDefaultStandards\":false");
        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain("aws securityhub disable-security-hub");
    }

    protected override async Task<Scene> ExposedAsync()
    {
        if (await LookAsync() == "on")
            await Moto.RestAsync("securityhub", HttpMethod.Delete, "/accounts");
        return SceneOf();
    }

    protected override async Task<Scene> SafeAsync()
    {
        if (await LookAsync() == "off")
            await Moto.RestAsync("securityhub", HttpMethod.Post, "/accounts", """{"EnableDefaultStandards":false}""");
        return SceneOf();
    }

    protected override IRemediation Make(AwsClients aws) => new EnableHub(aws);

    // It can't be undone, whatever somebody does afterwards.
    private Scene SceneOf() => new() { Target = Scene.Of("AwsAccount", Moto.Account), LookAsync = LookAsync };

    private async Task<string> LookAsync()
    {
        try
        {
            await Moto.RestAsync("securityhub", HttpMethod.Get, "/accounts");
            return "on";
        }
        catch (InvalidOperationException off) when (off.Message.Contains("InvalidAccessException", StringComparison.Ordinal))
        {
            return "off";
        }
    }
}
