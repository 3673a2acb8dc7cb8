using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Iam;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Iam;

public sealed class RestrictRoleTrustTests(Moto moto) : RemediationContract(moto)
{
    private const string Service = """{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}""";
    private const string Own = """{ "Sid":"Own", "Effect":"Allow", "Principal":{"AWS":"arn:aws:iam::123456789012:root"}, "Action":"sts:AssumeRole" }""";
    private const string Anybody = """{"Sid":"Anybody","Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}""";
    private const string Partner =
        """{"Sid":"Partner","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"example"}}}""";
    private const string Both = """{"Sid":"Both","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::123456789012:role/app","111122223333"]},"Action":"sts:AssumeRole"}""";
    private const string Google = """{"Sid":"Google","Effect":"Allow","Principal":{"Federated":"accounts.google.com"},"Action":"sts:AssumeRoleWithWebIdentity"}""";

    [Fact]
    public async Task Apply_OutsidersAmongOthers_LeavesTheOthersByteForByte()
    {
        var world = await WorldAsync(Service, Anybody, Own, Partner, Google);
        var run = Start(SceneOf(world));

        await run.ApplyAsync();

        (await world.StateAsync()).ShouldStartWith($"trust: {TrustOf(Service, Own, Google)}\n");
    }

    [Fact]
    public async Task Apply_StatementForOwnAndOtherAccount_KeepsItForTheOwn()
    {
        var world = await WorldAsync(Both);

        await Start(SceneOf(world)).ApplyAsync();

        var state = await world.StateAsync();
        state.ShouldContain("role/app");
        state.ShouldNotContain("111122223333");
    }

    [Fact]
    public async Task Apply_NobodyIsLeft_RefusesEverybodyAndUndoRestoresByteForByte()
    {
        var world = await WorldAsync(Partner);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        (await world.StateAsync()).ShouldContain("""[{"Sid":"IncidentResponse","Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]""");

        await run.RollBackAsync();

        (await world.StateAsync()).ShouldStartWith($"trust: {TrustOf(Partner)}\n");
    }

    [Fact]
    public async Task RollBack_IamGivesTheTrustBackInAnotherForm_IsNoDrift()
    {
        var world = await WorldAsync(Anybody, Own);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.TrustAsync("""{"Statement":[{"Action":["sts:AssumeRole"],"Effect":"Allow","Principal":{"AWS":"123456789012"},"Sid":"Own"}],"Version":"2012-10-17"}""");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await world.StateAsync()).ShouldStartWith($"trust: {TrustOf(Anybody, Own)}\n");
    }

    [Fact]
    public async Task Preview_Outsiders_AreNamedWithTheStatementsThatStay()
    {
        var world = await WorldAsync(Anybody, Partner, Google);
        var run = Start(SceneOf(world));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldBe(
        [
            $"The trust of role {world.Role} has 3 statements, of which 2 let outsiders in (IAM).",
            "Statement Anybody (*) lets everybody in and would no more (IAM).",
            "Statement Partner (arn:aws:iam::111122223333:root) lets another account in and would no more (IAM).",
            "Statement Google (Federated accounts.google.com) stays: the policy alone does not tell whom it lets in, look at it (IAM).",
            $"Role {world.Role} was not used in the last 400 days, and IAM has no record of what was before (IAM).",
        ]);
    }

    [Fact]
    public async Task Preview_RoleInUse_TellsItsLastUseAndItsInstances()
    {
        var world = await WorldAsync(Service, Partner);
        var profile = await world.ProfileAsync();
        var run = Start(SceneOf(world));
        run.Log.Rewrite = LastUses.Told;

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary[^2..].ShouldBe(
        [
            $"Role {world.Role} was last used on 2026-01-11 23:59 UTC in eu-west-1 (IAM).",
            $"Instances with profile {profile} work with the role; they go on where the trust still lets EC2 in (IAM).",
        ]);
    }

    [Fact]
    public async Task Capture_TrustThatCantBeRead_IsRefused()
    {
        var world = await WorldAsync(Anybody);
        var run = Start(SceneOf(world));
        run.Log.Rewrite = text => text.Replace("Statement", "Statements", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("can't be read");
    }

    [Fact]
    public async Task RollBack_AnyTrust_RestoresItByteForByte() =>
        await Gen.Shuffle((string[])[Service, Own, Anybody, Partner, Both, Google]).Select(Gen.Int[1, 6]).SampleAsync(
            async (statements, count) =>
            {
                var world = await WorldAsync([.. statements.Take(count)]);
                var before = await world.StateAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                var contained = await world.StateAsync();
                contained.ShouldNotContain("111122223333");
                contained.ShouldNotContain("Anybody");
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.StateAsync()).ShouldBe(before);
            },
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);

    protected override async Task<Scene> ExposedAsync() => SceneOf(await WorldAsync(Partner, Own));

    protected override async Task<Scene> SafeAsync() => SceneOf(await WorldAsync(Own, Service, Google));

    protected override IRemediation Make(AwsClients aws) => new RestrictRoleTrust(aws);

    private static Scene SceneOf(RoleWorld world) => new()
    {
        Target = Scene.Of("AwsIamRole", world.Role),
        LookAsync = world.StateAsync,
        DriftAsync = () => world.TrustAsync(TrustOf(Service)),
    };

    private Task<RoleWorld> WorldAsync(params string[] statements) => RoleWorld.WithRoleAsync(Moto, trust: TrustOf(statements));

    private static string TrustOf(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";
}
