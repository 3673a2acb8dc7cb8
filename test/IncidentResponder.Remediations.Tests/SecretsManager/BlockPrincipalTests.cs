using System.Collections.Immutable;
using CsCheck;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Remediations.SecretsManager;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.SecretsManager;

public sealed class BlockPrincipalTests(Moto moto) : RemediationContract(moto)
{
    private const string Own = """{"Sid":"Own", "Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/app"},"Action":"secretsmanager:*","Resource":"*"}""";

    [Fact]
    public async Task Apply_Role_AddsOneDenyForItsArnWithAnyPath()
    {
        var world = await SecretWorld.WithSecretAsync(Moto, PolicyOf(Own));

        await Start(SceneOf(world)).ApplyAsync();

        (await world.PolicyAsync()).ShouldBe(PolicyOf(Own, Deny("IRBlock", "role", "app")));
    }

    [Fact]
    public async Task Apply_User_DeniesTheUser()
    {
        var world = await SecretWorld.WithSecretAsync(Moto);

        await Start(SceneOf(world, new() { Kind = "IAMUser", Name = "alice" })).ApplyAsync();

        (await world.PolicyAsync()).ShouldBe(PolicyOf(Deny("IRBlock", "user", "alice")));
    }

    [Fact]
    public async Task Apply_AnotherIncidentsBlockIsThere_KeepsItAndTakesAnotherSid()
    {
        var other = Deny("IRBlock", "user", "bob");
        var world = await SecretWorld.WithSecretAsync(Moto, PolicyOf(other));
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        (await world.PolicyAsync()).ShouldBe(PolicyOf(other, Deny("IRBlock2", "role", "app")));

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await world.PolicyAsync()).ShouldBe(PolicyOf(other));
    }

    [Theory]
    [InlineData("Root", "root", "root user")]
    [InlineData("AWSAccount", "111122223333", "no user or role")]
    [InlineData("IAMUser", null, "no user or role")]
    [InlineData("AssumedRole", "*", "no user or role")]
    public async Task Capture_NobodyToRefuseItTo_IsRefused(string kind, string? name, string why)
    {
        var world = await SecretWorld.WithSecretAsync(Moto);

        (await Start(SceneOf(world, new() { Kind = kind, Name = name })).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain(why);
    }

    [Fact]
    public async Task RollBack_AnyPolicy_RestoresItByteForByte() =>
        await Gen.Shuffle((string[])[Own, Deny("IRBlock", "user", "bob"), Own.Replace("\"Own\"", "\"IRBlock2\"", StringComparison.Ordinal)]).Select(Gen.Int[0, 3]).SampleAsync(
            async (statements, count) =>
            {
                var world = await SecretWorld.WithSecretAsync(Moto, count == 0 ? null : PolicyOf([.. statements.Take(count)]));
                var before = await world.PolicyAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await world.PolicyAsync()).ShouldContain(":role/*/app");
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.PolicyAsync()).ShouldBe(before);
            },
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);

    protected override async Task<Scene> ExposedAsync() => SceneOf(await SecretWorld.WithSecretAsync(Moto, PolicyOf(Own)));

    protected override async Task<Scene> SafeAsync() => SceneOf(await SecretWorld.WithSecretAsync(Moto, PolicyOf(Deny("Mine", "role", "app"), Own)));

    protected override async Task<ImmutableArray<Run>> OtherPathsAsync()
    {
        var run = Start(SceneOf(await SecretWorld.WithSecretAsync(Moto)));
        await run.ApplyAsync();
        await run.RollBackAsync();
        return [run];
    }

    protected override IRemediation Make(AwsClients aws) => new BlockPrincipal(aws);

    private static Scene SceneOf(SecretWorld world, FindingPrincipal? principal = null) => new()
    {
        Target = Scene.Of("AwsSecretsManagerSecret", world.Name) with { Principal = principal ?? new() { Kind = "AssumedRole", Name = "app" } },
        LookAsync = world.PolicyAsync,
        DriftAsync = () => world.PutPolicyAsync(PolicyOf(Own.Replace("\"Own\"", "\"Other\"", StringComparison.Ordinal))),
    };

    private static string Deny(string sid, string kind, string name) =>
        """{"Sid":"SID","Effect":"Deny","Principal":"*","Action":"secretsmanager:*","Resource":"*","Condition":{"StringLike":{"aws:PrincipalArn":["arn:*:iam::123456789012:KIND/NAME","arn:*:iam::123456789012:KIND/*/NAME"]}}}"""
            .Replace("SID", sid, StringComparison.Ordinal).Replace("KIND", kind, StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal);

    private static string PolicyOf(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";
}
