using System.Collections.Immutable;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Iam;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Iam;

public sealed class QuarantineUserTests(Moto moto) : RemediationContract(moto)
{
    private const string Incident = "INC-20260114-8c1f0a2b9d3e4f50";
    private const string Name = "IR-Quarantine-" + Incident;
    private const string AllowAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private static int s_users;

    [Fact]
    public async Task Apply_User_IsDeniedEverythingAndKeepsItsKeys()
    {
        var world = await UserAsync();

        await Start(SceneOf(world)).ApplyAsync();

        (await world.StateAsync()).ShouldBe($"{world.Keys[0]} Active\n{Name}: {QuarantinePolicy.Document}");
    }

    [Fact]
    public async Task Apply_InlinePoliciesLeaveNoRoom_AttachesAwsDenyAll()
    {
        var world = await UserAsync();
        await world.PutPolicyAsync("big", BigPolicy());
        var before = await world.StateAsync();
        var run = Start(SceneOf(world));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await world.StateAsync()).ShouldEndWith("arn:aws:iam::aws:policy/AWSDenyAll");
        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
        (await world.StateAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(0, Name)]
    [InlineData(1, "AWSDenyAll")]
    public async Task Apply_InlinePoliciesFillTheBudgetOf2048_FitsToTheLastCharacter(int over, string denies)
    {
        var world = await UserAsync();
        var room = 2048 - QuarantinePolicy.Document.Length - AllowAll.Length;
        await world.PutPolicyAsync("other", AllowAll.Replace("\"Action\"", $"\"Sid\":\"{new string('x', room + over - 9)}\",\n  \"Action\"", StringComparison.Ordinal));

        await Start(SceneOf(world)).ApplyAsync();

        (await world.StateAsync()).ShouldContain(denies);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RollBack_AwsQuarantinedTheUserItself_ItsPolicyIsKept(bool full)
    {
        const string OfAws = "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV2";
        var world = await UserAsync();
        await world.AttachAsync(OfAws);
        if (full)
            await world.PutPolicyAsync("big", BigPolicy());
        var run = Start(SceneOf(world));

        await run.ApplyAsync();
        (await world.StateAsync()).ShouldContain(OfAws);
        await run.RollBackAsync();

        (await world.StateAsync()).ShouldEndWith(OfAws);
    }

    [Fact]
    public async Task RollBack_PolicyOfThatNameWasThereBefore_PutsItBack()
    {
        var world = await UserAsync();
        await world.PutPolicyAsync(Name, AllowAll);
        var before = await world.StateAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        (await world.StateAsync()).ShouldNotBe(before);

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await world.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Verify_SomebodyEditedThePolicy_IsDrifted()
    {
        var world = await UserAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.PutPolicyAsync(Name, AllowAll);

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Drifted>();
    }

    [Fact]
    public async Task Verify_SomebodyDeletedThePolicy_IsStillOpen()
    {
        var world = await UserAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.DeletePolicyAsync(Name);

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>();
    }

    [Fact]
    public async Task Capture_RootUser_IsRefused()
    {
        var world = await UserAsync();
        var target = Scene.User(world.User) with { Principal = new() { Kind = "Root" } };

        (await new Run(Moto, target, Make).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("root");
    }

    [Fact]
    public async Task Apply_TargetIsTheAccessKey_QuarantinesItsUser()
    {
        var world = await UserAsync();
        var run = new Run(Moto, Scene.Key(world.Keys[0], world.User), Make);

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await world.StateAsync()).ShouldContain(Name);
    }

    [Fact]
    public async Task Preview_UserAtWork_TellsTheLastUseOfItsKeysAndPassword()
    {
        var world = await UserAsync();
        var run = Start(SceneOf(world));
        run.Log.Rewrite = LastUses.Told;

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary[^2..].ShouldBe(
        [
            $"Access key {world.Keys[0]} was last used on 2026-01-10 08:15 UTC for s3 in eu-west-1 (IAM).",
            $"User {world.User} last signed in with a password on 2026-01-09 07:00 UTC (IAM).",
        ]);
    }

    [Fact]
    public async Task PlannedCalls_InlinePoliciesLeaveNoRoom_AttachAwsDenyAll()
    {
        var world = await UserAsync();
        await world.PutPolicyAsync("big", BigPolicy());
        var run = Start(SceneOf(world));
        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        await run.ApplyAsync();

        run.It.PlannedCalls(run.Target, facts).ShouldBe([$"iam:AttachUserPolicy arn:aws:iam::aws:policy/AWSDenyAll to {world.User}"]);
        run.Book.Lines.ShouldBe(run.It.PlannedCalls(run.Target, facts));
    }

    protected override async Task<Scene> ExposedAsync()
    {
        var world = await UserAsync();
        await world.PutPolicyAsync("work", AllowAll);
        return SceneOf(world);
    }

    protected override async Task<Scene> SafeAsync()
    {
        var world = await UserAsync();
        await world.PutPolicyAsync(Name, QuarantinePolicy.Document);
        return SceneOf(world);
    }

    protected override IRemediation Make(AwsClients aws) => new QuarantineUser(aws);

    protected override async Task<ImmutableArray<Run>> OtherPathsAsync()
    {
        var world = await UserAsync();
        await world.PutPolicyAsync("big", BigPolicy());
        var run = new Run(Moto, Scene.Key(world.Keys[0], world.User), Make);
        await run.ApplyAsync();
        await run.RollBackAsync();
        return [run];
    }

    private Task<IamWorld> UserAsync() => IamWorld.WithUserAsync(Moto, $"suspect-{Interlocked.Increment(ref s_users)}");

    private static string BigPolicy() => AllowAll.Replace("\"Action\"", $"\"Sid\":\"{new string('x', 1900)}\",\"Action\"", StringComparison.Ordinal);

    private static Scene SceneOf(IamWorld world) => new()
    {
        Target = Scene.User(world.User),
        LookAsync = world.StateAsync,
        DriftAsync = () => world.PutPolicyAsync(Name, AllowAll),
    };
}
