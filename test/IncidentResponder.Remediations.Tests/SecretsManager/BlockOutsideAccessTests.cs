using System.Collections.Immutable;
using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.SecretsManager;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.SecretsManager;

public sealed class BlockOutsideAccessTests(Moto moto) : RemediationContract(moto)
{
    private const string Open = """{"Sid":"Open","Effect":"Allow","Principal":"*","Action":"secretsmanager:GetSecretValue","Resource":"*"}""";
    private const string Partner = """{ "Sid":"Partner", "Effect":"Allow", "Principal":{"AWS":"arn:aws:iam::111122223333:root"}, "Action":"secretsmanager:*", "Resource":"*" }""";
    private const string Own = """{"Sid":"Own", "Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/app"},"Action":"secretsmanager:*","Resource":"*"}""";
    private const string NotApp = """{"Effect":"Deny","Principal":"*","Action":"secretsmanager:*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-example"}}}""";

    [Fact]
    public async Task Apply_OutsidersAmongOthers_LeavesTheOthersByteForByte()
    {
        var world = await WorldAsync(Open, NotApp, Partner, Own);

        await Start(SceneOf(world)).ApplyAsync();

        (await world.PolicyAsync()).ShouldBe(PolicyOf(NotApp, Own));
    }

    [Fact]
    public async Task Apply_FindingGivesTheArn_FindsTheSecretByIt()
    {
        var world = await WorldAsync(Open, Own);
        var resource = Scene.Resource("AwsSecretsManagerSecret", "db-1-AbCdEf") with { Arn = await world.ArnAsync() };
        var run = Start(SceneOf(world) with { Target = SceneOf(world).Target with { Resource = resource } });

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await world.PolicyAsync()).ShouldBe(PolicyOf(Own));
    }

    [Fact]
    public async Task Apply_AnyPolicy_BlocksPublicPoliciesButForTheCapturedOne()
    {
        var world = await WorldAsync(Open, Own);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await run.RollBackAsync();

        run.Log.Bodies[0].ShouldContain("\"BlockPublicPolicy\":true");
        run.Log.Bodies[1].ShouldContain("\"BlockPublicPolicy\":false");
        (await world.PolicyAsync()).ShouldBe(PolicyOf(Open, Own));
    }

    [Fact]
    public async Task Capture_SecretThatAServiceOwns_IsRefusedWithTheNextStep()
    {
        var world = await WorldAsync(Open);
        var run = Start(SceneOf(world));
        run.Log.Rewrite = text => text.Replace("\"Name\"", "\"OwningService\": \"rds\", \"Name\"", StringComparison.Ordinal);

        var why = (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why;

        why.ShouldContain("managed by rds");
        why.ShouldContain("--rotate-master-user-password");
    }

    [Fact]
    public async Task Capture_Replica_IsRefusedWithItsPrimaryRegion()
    {
        var world = await WorldAsync(Open);
        var run = Start(SceneOf(world));
        run.Log.Rewrite = text => text.Replace("\"Name\"", "\"PrimaryRegion\": \"us-east-1\", \"Name\"", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("us-east-1");
    }

    [Fact]
    public async Task Capture_SecretMarkedForDeletion_IsRefused()
    {
        var world = await WorldAsync(Open);
        await world.DeleteAsync();

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("marked for deletion");
    }

    [Fact]
    public async Task Capture_UnknownSecret_IsRefused() =>
        (await new Run(Moto, Scene.Of("AwsSecretsManagerSecret", "nothing"), Make).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("does not exist");

    [Fact]
    public async Task RollBack_AnyPolicy_RestoresItByteForByte() =>
        await Gen.Shuffle((string[])[Open, Partner, Own, NotApp]).Select(Gen.Int[1, 4]).SampleAsync(
            async (statements, count) =>
            {
                var world = await WorldAsync([.. statements.Take(count)]);
                var before = await world.PolicyAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                (await world.PolicyAsync()).ShouldNotContain("\"Open\"");
                (await world.PolicyAsync()).ShouldNotContain("111122223333");
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.PolicyAsync()).ShouldBe(before);
            },
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);

    protected override async Task<Scene> ExposedAsync() => SceneOf(await WorldAsync(Open, Own));

    protected override async Task<Scene> SafeAsync() => SceneOf(await WorldAsync(Own, NotApp));

    protected override async Task<ImmutableArray<Run>> OtherPathsAsync()
    {
        var run = Start(SceneOf(await WorldAsync(Open)));
        await run.ApplyAsync();
        await run.RollBackAsync();
        return [run];
    }

    protected override IRemediation Make(AwsClients aws) => new BlockOutsideAccess(aws);

    private static Scene SceneOf(SecretWorld world) => new()
    {
        Target = Scene.Of("AwsSecretsManagerSecret", world.Name),
        LookAsync = world.PolicyAsync,
        DriftAsync = () => world.PutPolicyAsync(PolicyOf(NotApp)),
    };

    private Task<SecretWorld> WorldAsync(params string[] statements) => SecretWorld.WithSecretAsync(Moto, PolicyOf(statements));

    private static string PolicyOf(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";
}
