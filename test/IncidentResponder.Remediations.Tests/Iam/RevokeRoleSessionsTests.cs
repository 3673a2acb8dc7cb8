using System.Globalization;
using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Iam;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Iam;

public sealed class RevokeRoleSessionsTests(Moto moto) : RemediationContract(moto)
{
    private const string Name = "AWSRevokeOlderSessions";

    [Fact]
    public async Task Apply_CapturedInAnotherTimeZone_WritesTokenIssueTimeInUtc()
    {
        var world = await RoleWorld.WithRoleAsync(Moto);
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { DateTimeFormat = { TimeSeparator = ".", DateSeparator = "/" } };

        try
        {
            await ApplyAtAsync(world, new(2026, 1, 14, 1, 30, 5, TimeSpan.FromHours(2)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        (await world.PolicyAsync(Name)).ShouldBe(CutOff("2026-01-13T23:30:05Z"));
    }

    [Theory]
    [InlineData("2026-01-14T12:00:00.511Z")]
    [InlineData("2026-01-14T12:00:00Z")]
    public async Task Apply_LaterCutOffIsThere_IsNeverMovedBack(string later)
    {
        var world = await RoleWorld.WithRoleAsync(Moto);
        await world.PutAsync(Name, CutOff(later));

        await ApplyAtAsync(world, new(2026, 1, 14, 11, 59, 59, TimeSpan.Zero));

        (await world.PolicyAsync(Name)).ShouldBe(CutOff(later));
    }

    [Fact]
    public async Task Apply_EarlierCutOffIsThere_MovesItOnAndUndoPutsItBack()
    {
        var world = await RoleWorld.WithRoleAsync(Moto);
        await world.PutAsync(Name, CutOff("1969-07-20T20:17:40Z"));
        var before = await world.StateAsync();
        var run = Start(SceneOf(world));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();
        (await world.PolicyAsync(Name)).ShouldBe(CutOff("1970-01-01T00:00:00Z"));

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
        (await world.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Verify_AnotherIncidentMovedTheCutOffOn_IsConfirmedAndUndoIsRefused()
    {
        var world = await RoleWorld.WithRoleAsync(Moto);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.PutAsync(Name, CutOff("2026-01-14T12:00:00Z"));

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("2026-01-14 12:00:00 UTC");
        await run.ApplyAsync();
        (await run.RollBackAsync()).ShouldBeOfType<Restored.Drifted>();

        (await world.PolicyAsync(Name)).ShouldBe(CutOff("2026-01-14T12:00:00Z"));
    }

    [Fact]
    public async Task Apply_PolicyOfThatNameSaysSomethingElse_ReplacesItAndUndoPutsItBack()
    {
        var world = await RoleWorld.WithRoleAsync(Moto);
        var decoy = CutOff("2099-01-01T00:00:00Z").Replace("Deny", "Allow", StringComparison.Ordinal);
        await world.PutAsync(Name, decoy);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        (await world.PolicyAsync(Name)).ShouldBe(CutOff("1970-01-01T00:00:00Z"));

        await run.RollBackAsync();

        (await world.PolicyAsync(Name)).ShouldBe(decoy);
    }

    [Theory]
    [InlineData("AWSServiceRoleForSupport", "/aws-service-role/support.amazonaws.com/", "linked to an AWS service")]
    [InlineData("AWSReservedSSO_AdministratorAccess_0123456789abcdef", "/aws-reserved/sso.amazonaws.com/", "put-inline-policy-to-permission-set")]
    [InlineData("OrganizationAccountAccessRole", "/", "management account")]
    [InlineData("AWSControlTowerExecution", "/", "management account")]
    public async Task Capture_RoleThatIsNeverTouched_IsRefusedWithTheNextStep(string role, string path, string next)
    {
        var world = await RoleWorld.WithRoleAsync(Moto, role, path);
        try
        {
            (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain(next);
        }
        finally
        {
            await world.DeleteAsync("work");
            await world.DeleteAsync();
        }
    }

    [Fact]
    public async Task Capture_InlinePoliciesLeaveNoRoom_IsRefusedWithTheNumbers()
    {
        var world = await RoleWorld.WithRoleAsync(Moto);
        var room = 10_240 - RoleWorld.Work.Length - CutOff("2026-01-14T12:00:00Z").Length;
        await world.PutAsync("big", Padded(room));
        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.State>();
        await world.PutAsync("big", Padded(room + 1));

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("of 10240 characters");
    }

    [Fact]
    public async Task Capture_UnknownRole_IsRefused() =>
        (await new Run(Moto, Scene.Of("AwsIamRole", "nobody"), Make).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("does not exist");

    [Fact]
    public async Task Preview_RoleOfInstances_NamesTheirProfile()
    {
        var world = await RoleWorld.WithRoleAsync(Moto);
        var profile = await world.ProfileAsync();
        var run = Start(SceneOf(world));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary[1..].ShouldBe(
        [
            $"Role {world.Role} was not used in the last 400 days, and IAM has no record of what was before (IAM).",
            $"Instances with profile {profile} work with the role and fail until their credentials are renewed (IAM).",
        ]);
        run.It.PlannedCalls(run.Target, facts).ShouldBe([$"iam:PutRolePolicy {Name} of role {world.Role}: Deny * on * to the sessions that were issued before now"]);
    }

    [Fact]
    public async Task Preview_RoleInUse_TellsItsLastUse()
    {
        var world = await RoleWorld.WithRoleAsync(Moto);
        var run = Start(SceneOf(world));
        run.Log.Rewrite = LastUses.Told;

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain($"Role {world.Role} was last used on 2026-01-11 23:59 UTC in eu-west-1 (IAM).");
    }

    [Fact]
    public async Task RollBack_AnyPolicies_UndoesApply()
    {
        var older = Gen.Int[1, 9].Select(second => (string?)CutOff($"1969-12-31T23:59:5{second}Z"));
        var own = Gen.OneOf(Gen.Const((string?)null), older, Gen.Const((string?)RoleWorld.Work));
        await Gen.Select(own, Gen.Int[0, 3]).SampleAsync(
            async (policy, others) =>
            {
                var world = await RoleWorld.WithRoleAsync(Moto);
                for (var i = 0; i < others; i++)
                    await world.PutAsync($"other-{i}", RoleWorld.Work);
                if (policy is not null)
                    await world.PutAsync(Name, policy);
                var before = await world.StateAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.StateAsync()).ShouldBe(before);
            },
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await RoleWorld.WithRoleAsync(Moto));

    protected override async Task<Scene> SafeAsync()
    {
        var world = await RoleWorld.WithRoleAsync(Moto);
        await world.PutAsync(Name, CutOff("2026-01-14T12:00:00Z"));
        return SceneOf(world);
    }

    protected override IRemediation Make(AwsClients aws) => new RevokeRoleSessions(aws);

    private async Task ApplyAtAsync(RoleWorld world, DateTimeOffset at)
    {
        var run = Start(SceneOf(world));
        await run.CaptureAsync();
        await run.It.ApplyAsync(run.Target, run.Prior! with { CapturedAt = at }, run.Book, TestContext.Current.CancellationToken);
    }

    private static Scene SceneOf(RoleWorld world) => new()
    {
        Target = Scene.Of("AwsIamRole", world.Role),
        LookAsync = world.StateAsync,
        DriftAsync = () => world.PutAsync(Name, RoleWorld.Work),
    };

    private static string Padded(int length) => RoleWorld.Work.Replace("\"Effect\"", $"\"Sid\":\"{new string('x', length - RoleWorld.Work.Length - 9)}\",\"Effect\"", StringComparison.Ordinal);

    private static string CutOff(string time) =>
        """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["*"],"Resource":["*"],"Condition":{"DateLessThan":{"aws:TokenIssueTime":"TIME"}}}]}"""
            .Replace("TIME", time, StringComparison.Ordinal);
}
