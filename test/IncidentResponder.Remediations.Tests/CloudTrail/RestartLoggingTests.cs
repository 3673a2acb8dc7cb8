using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.CloudTrail;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.CloudTrail;

[Collection("Trails of the account")]
public sealed class RestartLoggingTests(Moto moto) : RemediationContract(moto)
{
    private readonly TrailWorld _trails = new(moto);

    protected override bool ComesBack => false;

    [Fact]
    public async Task Apply_HomeRegionTrail_IsStartedWhereItIsHomed()
    {
        var scene = await ExposedAsync();
        var elsewhere = await _trails.CreateAsync("elsewhere", "eu-central-1");

        (await Start(scene).ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await scene.LookAsync()).ShouldContain($"{elsewhere} true");
        elsewhere.ShouldContain(":eu-central-1:");
    }

    [Fact]
    public async Task Apply_OrganizationTrailOfAnotherAccount_IsLeftAlone()
    {
        var run = Start(await ExposedAsync());
        var own = await _trails.CreateAsync("own");
        run.Log.Rewrite = text => text.Replace($"{Moto.Account}:trail/main", "111122223333:trail/main", StringComparison.Ordinal);

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        run.Prior!.State.ShouldContain(own);
        run.Prior.State.ShouldNotContain("111122223333");
        (await _trails.LookAsync("GetTrailStatus", "Name", "IsLogging")).ShouldContain("trail/main false");
    }

    [Fact]
    public async Task Verify_TrailThatCannotDeliver_IsStillOpenAndSaysWhy()
    {
        var run = Start(await ExposedAsync());
        await run.ApplyAsync();
        run.Log.Rewrite = text => text.Replace("\"IsLogging\": true", "\"IsLogging\": true, \"LatestDeliveryError\": \"AccessDenied\"", StringComparison.Ordinal);

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain("can't deliver: AccessDenied");
    }

    [Fact]
    public async Task RollBack_StartedTrail_StaysOnAndSaysHowToStopIt()
    {
        var scene = await ExposedAsync();
        var run = Start(scene);
        await run.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain("aws cloudtrail stop-logging");

        (await scene.LookAsync()).ShouldContain("trail/main true");
    }

    [Fact]
    public async Task Capture_NoTrail_TellsHowToMakeOne()
    {
        await _trails.ClearAsync();

        (await Start(SceneOf()).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("aws cloudtrail create-trail");
    }

    protected override async Task<Scene> ExposedAsync()
    {
        await _trails.ClearAsync();
        await _trails.CreateAsync("main");
        await _trails.CreateAsync("second");
        await _trails.StartAsync("second");
        return SceneOf();
    }

    protected override async Task<Scene> SafeAsync()
    {
        var scene = await ExposedAsync();
        await _trails.StartAsync("main");
        return scene;
    }

    protected override IRemediation Make(AwsClients aws) => new RestartLogging(aws);

    private Scene SceneOf() => new()
    {
        Target = Scene.Of("AwsAccount", Moto.Account),
        LookAsync = () => _trails.LookAsync("GetTrailStatus", "Name", "IsLogging"),
        DriftAsync = () => _trails.DeleteAsync("second"),
    };
}
