using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Remediations.Iam;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Iam;

public sealed class RemoveConsoleAccessTests(Moto moto) : RemediationContract(moto)
{
    private static int s_users;

    protected override bool ComesBack => false;

    [Fact]
    public async Task Apply_IamIsStillAtTheChangeBefore_IsTriedAgain()
    {
        var world = await UserAsync();
        var refusals = 2;
        var run = Start(SceneOf(world) with
        {
            Answer = (call, _) => call == "iam:DeleteLoginProfile" && refusals-- > 0
                ? "<ErrorResponse><Error><Type>Sender</Type><Code>EntityTemporarilyUnmodifiable</Code><Message>Wait.</Message></Error></ErrorResponse>"
                : null,
        });

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await world.PasswordAsync()).ShouldBe("no password");
        run.Book.Pauses.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Apply_UserHasAccessKeys_LeavesThem()
    {
        var world = await UserAsync();

        await Start(SceneOf(world)).ApplyAsync();

        (await world.StateAsync()).ShouldBe($"{world.Keys[0]} Active");
    }

    [Fact]
    public async Task RollBack_Applied_SaysThatThePasswordCantBePutBackAndHowToGiveAnother()
    {
        var run = Start(await ExposedAsync());
        await run.ApplyAsync();

        var why = (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why;

        why.ShouldContain("can't be put back");
        why.ShouldContain("--password-reset-required");
    }

    [Fact]
    public async Task RollBack_PersonHasANewPassword_IsDriftedAndKeepsIt()
    {
        var world = await UserAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.CreatePasswordAsync();
        run.Log.Rewrite = text => text.Replace("<PasswordResetRequired>false", "<PasswordResetRequired>true", StringComparison.Ordinal);

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Drifted>();

        (await world.PasswordAsync()).ShouldBe("a password");
    }

    [Fact]
    public async Task Preview_UserWithDevices_NamesThemAndCountsTheKeysThatGoOn()
    {
        var world = await UserAsync();
        var device = await Moto.AskAsync("iam", "CreateVirtualMFADevice", ("VirtualMFADeviceName", world.User));
        var serial = device.Descendants("SerialNumber").Single().Value;
        await Moto.AskAsync("iam", "EnableMFADevice", ("UserName", world.User), ("SerialNumber", serial), ("AuthenticationCode1", "123456"), ("AuthenticationCode2", "654321"));
        var run = Start(SceneOf(world));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary[1..4].ShouldBe(
        [
            $"User {world.User} never signed in with a password: IAM has no record of it since October 2014 (IAM).",
            "1 active access keys of the user go on working (IAM).",
            $"Access key {world.Keys[0]} was never used: IAM has no record of a use since April 2015 (IAM).",
        ]);
        facts.Summary.ShouldContain(line => line.StartsWith($"MFA device {serial} since ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preview_PersonAtWork_TellsWhenTheyLastSignedIn()
    {
        var world = await UserAsync();
        var run = Start(SceneOf(world));
        run.Log.Rewrite = LastUses.Told;

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain($"User {world.User} last signed in with a password on 2026-01-09 07:00 UTC (IAM).");
        facts.Summary.ShouldContain($"Access key {world.Keys[0]} was last used on 2026-01-10 08:15 UTC for s3 in eu-west-1 (IAM).");
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await UserAsync());

    protected override async Task<Scene> SafeAsync() => SceneOf(await IamWorld.WithUserAsync(Moto, $"no-console-{Interlocked.Increment(ref s_users)}"));

    protected override IRemediation Make(AwsClients aws) => new RemoveConsoleAccess(aws);

    private async Task<IamWorld> UserAsync()
    {
        var world = await IamWorld.WithUserAsync(Moto, $"person-{Interlocked.Increment(ref s_users)}");
        await world.CreatePasswordAsync();
        return world;
    }

    private static Scene SceneOf(IamWorld world) => new()
    {
        Target = Scene.User(world.User),
        LookAsync = world.PasswordAsync,
    };
}
