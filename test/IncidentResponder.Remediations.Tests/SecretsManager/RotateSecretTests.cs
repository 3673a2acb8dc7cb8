using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.SecretsManager;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.SecretsManager;

public sealed class RotateSecretTests(Moto moto) : RemediationContract(moto)
{
    private const string Scheduled = "66666666-7777-8888-9999-000000000000";

    protected override bool ComesBack => false;

    [Fact]
    public async Task Capture_NoRotationConfigured_IsRefusedWithTheNextStep()
    {
        var world = await SecretWorld.WithSecretAsync(Moto);

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("has no rotation: change the value where it is used");
    }

    [Fact]
    public async Task Verify_CurrentHasNotMovedYet_WaitsForIt()
    {
        var world = await WorldAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        var made = await CurrentAsync(world);
        var changes = run.Log.Changes.Length;

        run.Log.Rewrite = text => text
            .Replace($"\"{made}\": [\"AWSCURRENT\"]", $"\"{made}\": [\"AWSPENDING\"]", StringComparison.Ordinal)
            .Replace($"\"{Scheduled}\": [\"AWSPREVIOUS\"]", $"\"{Scheduled}\": [\"AWSCURRENT\"]", StringComparison.Ordinal);
        var why = (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why;
        why.ShouldContain($"version {made} is AWSPENDING and {Scheduled} still AWSCURRENT");
        await run.ApplyAsync();
        run.Log.Changes.Length.ShouldBe(changes);

        run.Log.Rewrite = null;
        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain(made);
    }

    [Fact]
    public async Task Capture_AnotherRotationIsStuck_IsRefusedAndNamesItsVersion()
    {
        var world = await WorldAsync();
        var run = Start(SceneOf(world));
        run.Log.Rewrite = text => text.Replace("[\"AWSPREVIOUS\"]", "[\"AWSPREVIOUS\", \"AWSPENDING\"]", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("--remove-from-version-id 11111111-2222-3333-4444-555555555555");
    }

    [Fact]
    public async Task Apply_TwoIncidents_EachRotateOnce()
    {
        var world = await WorldAsync();
        await Start(SceneOf(world)).ApplyAsync();
        var first = await CurrentAsync(world);
        var second = Start(SceneOf(world, "INC-20260115-8c1f0a2b9d3e4f50"));

        await second.ApplyAsync();
        await second.ApplyAsync();

        (await CurrentAsync(world)).ShouldNotBe(first);
        second.Log.Changes.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Verify_RotatedOnScheduleSince_IsConfirmed()
    {
        var world = await WorldAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await Start(SceneOf(world, "INC-20260115-8c1f0a2b9d3e4f50")).ApplyAsync();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
    }

    [Fact]
    public async Task RollBack_Rotated_SaysWhyTheOldVersionIsNoWayBack()
    {
        var run = Start(await ExposedAsync());
        await run.ApplyAsync();

        var why = (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why;

        why.ShouldContain("would name a password that the database does not take any more");
        run.It.Description.MayBreak.ShouldContain("rotate twice");
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await WorldAsync());

    protected override async Task<Scene> SafeAsync()
    {
        var scene = await ExposedAsync();
        await Start(scene).ApplyAsync();
        return scene;
    }

    protected override IRemediation Make(AwsClients aws) => new RotateSecret(aws);

    private async Task<SecretWorld> WorldAsync()
    {
        var world = await SecretWorld.WithSecretAsync(Moto);
        await world.RotateOnScheduleAsync();
        return world;
    }

    private static Scene SceneOf(SecretWorld world, string incident = "INC-20260114-8c1f0a2b9d3e4f50") => new()
    {
        Target = Scene.Of("AwsSecretsManagerSecret", world.Name, incident),
        LookAsync = world.VersionsAsync,
    };

    private static async Task<string> CurrentAsync(SecretWorld world) => System.Text.Json.JsonElement.Parse(await world.VersionsAsync())
        .EnumerateObject().Single(version => version.Value.GetRawText().Contains("AWSCURRENT", StringComparison.Ordinal)).Name;
}
