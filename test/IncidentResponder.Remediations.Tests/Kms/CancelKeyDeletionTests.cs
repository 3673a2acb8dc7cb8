using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Kms;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Kms;

public sealed class CancelKeyDeletionTests(Moto moto) : RemediationContract(moto)
{
    protected override bool ComesBack => false;

    [Fact]
    public async Task Apply_KeyDisabledAfterCancelDeletion_IsEnabled()
    {
        var world = await DoomedAsync();
        var run = Start(SceneOf(world));

        await run.ApplyAsync();

        run.Book.Calls.ShouldBe(["kms:CancelKeyDeletion", "kms:EnableKey"]);
        (await world.StateAsync()).ShouldBe("Enabled");
    }

    [Fact]
    public async Task Apply_SomebodyCancelledAlready_OnlyEnables()
    {
        var world = await DoomedAsync();
        var run = Start(SceneOf(world));
        await run.CaptureAsync();
        await world.AskAsync("CancelKeyDeletion");

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        run.Book.Calls.ShouldBe(["kms:EnableKey"]);
        (await world.StateAsync()).ShouldBe("Enabled");
    }

    [Fact]
    public async Task Apply_DisabledKeyThatIsNotToBeDeleted_StaysDisabled()
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        await world.AskAsync("DisableKey");

        (await Start(SceneOf(world)).ApplyAsync()).ShouldBeOfType<Applied.AlreadySafe>();

        (await world.StateAsync()).ShouldBe("Disabled");
    }

    [Fact]
    public async Task RollBack_Applied_NeverSchedulesADeletionAndNamesTheCommand()
    {
        var world = await DoomedAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain("aws kms schedule-key-deletion");

        (await world.StateAsync()).ShouldBe("Enabled");
    }

    [Fact]
    public async Task Verify_ScheduledAgain_IsStillOpen()
    {
        var world = await DoomedAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.AskAsync("ScheduleKeyDeletion", "\"PendingWindowInDays\":7");

        (await run.VerifyAsync()).ShouldNotBeOfType<Verification.Confirmed>();
    }

    [Fact]
    public async Task Capture_KeyOfAnAwsService_IsRefused()
    {
        var run = Start(SceneOf(await DoomedAsync()));
        run.Log.Rewrite = text => text.Replace("\"CUSTOMER\"", "\"AWS\"", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("managed by AWS");
    }

    [Fact]
    public async Task Capture_Alias_IsRefused()
    {
        var world = await DoomedAsync();
        await world.AliasAsync($"alias/of-{world.Key}");
        var run = new Run(Moto, Scene.Of("AwsKmsKey", $"alias/of-{world.Key}"), Make);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain($"stands for key {world.Key}");
    }

    [Fact]
    public async Task Capture_UnknownKey_IsRefused()
    {
        var run = new Run(Moto, Scene.Of("AwsKmsKey", "1234abcd-12ab-34cd-56ef-1234567890ab"), Make);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("does not exist");
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await DoomedAsync());

    protected override async Task<Scene> SafeAsync() => SceneOf(await KmsWorld.WithKeyAsync(Moto));

    protected override IRemediation Make(AwsClients aws) => new CancelKeyDeletion(aws);

    private static Scene SceneOf(KmsWorld world) => new()
    {
        Target = Scene.Of("AwsKmsKey", world.Key),
        LookAsync = world.StateAsync,
        DriftAsync = () => world.AskAsync("DisableKey"),
    };

    private async Task<KmsWorld> DoomedAsync()
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        await world.AskAsync("ScheduleKeyDeletion", "\"PendingWindowInDays\":7");
        return world;
    }
}
