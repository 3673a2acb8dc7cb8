using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Kms;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Kms;

public sealed class DisableKeyTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task Capture_KeyOfTheRespondersStack_IsRefused()
    {
        var world = await KmsWorld.WithKeyAsync(Moto, """[{"TagKey":"aws:cloudformation:stack-name","TagValue":"incident-responder"}]""");

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("stack-name=incident-responder");
    }

    [Fact]
    public async Task Capture_KeyWithTheRespondersAlias_IsRefused()
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        await world.AliasAsync("alias/incident-responder-evidence");

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("alias/incident-responder-evidence");
    }

    [Fact]
    public async Task RollBack_KeyWasDisabledBefore_StaysDisabled()
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        await world.AskAsync("DisableKey");
        var run = Start(SceneOf(world));
        await run.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await world.StateAsync()).ShouldBe("Disabled");
    }

    [Fact]
    public async Task Apply_KeyToBeDeleted_IsLeftSo()
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        await world.AskAsync("ScheduleKeyDeletion", "\"PendingWindowInDays\":7");

        (await Start(SceneOf(world)).ApplyAsync()).ShouldBeOfType<Applied.AlreadySafe>();

        (await world.StateAsync()).ShouldBe("PendingDeletion, to be deleted");
    }

    [Fact]
    public async Task Verify_EnabledAgain_IsStillOpen()
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.AskAsync("EnableKey");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>();
    }

    [Fact]
    public async Task Preview_KeyInUse_NamesAliasesAndThoseWhoUseIt()
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        await world.AliasAsync($"alias/payments-{world.Key}");
        await world.GrantAsync("arn:aws:iam::123456789012:role/app");
        var run = Start(SceneOf(world));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldBe(
        [
            $"Key {world.Key} (alias/payments-{world.Key}) is Enabled (KMS).",
            "arn:aws:iam::123456789012:role/app uses the key by a grant (Decrypt) and would no more (KMS).",
        ]);
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await KmsWorld.WithKeyAsync(Moto));

    protected override async Task<Scene> SafeAsync()
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        await world.AskAsync("DisableKey");
        return SceneOf(world);
    }

    protected override IRemediation Make(AwsClients aws) => new DisableKey(aws);

    private static Scene SceneOf(KmsWorld world) => new()
    {
        Target = Scene.Of("AwsKmsKey", world.Key),
        LookAsync = world.StateAsync,
        DriftAsync = () => world.AskAsync("ScheduleKeyDeletion", "\"PendingWindowInDays\":7"),
    };
}
