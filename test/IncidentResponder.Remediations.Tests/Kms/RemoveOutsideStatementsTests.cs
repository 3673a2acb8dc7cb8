using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Kms;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Kms;

public sealed class RemoveOutsideStatementsTests(Moto moto) : RemediationContract(moto)
{
    private const string Administration = """{"Sid":"Enable IAM User Permissions", "Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"}""";
    private const string Partner = """{"Sid":"Partner","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:root"]},"Action":"kms:Decrypt","Resource":"*"}""";
    private const string Everybody = """{"Sid":"Everybody","Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:Decrypt","Resource":"*"}""";
    private const string Mixed = """{"Sid":"Mixed","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:root","arn:aws:iam::123456789012:role/admin"]},"Action":"kms:*","Resource":"*"}""";
    private const string ByS3 =
        """{"Sid":"ViaS3","Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:CallerAccount":"123456789012","kms:ViaService":"s3.eu-west-1.amazonaws.com"}}}""";
    private const string Logs = """{"Sid":"Logs","Effect":"Allow","Principal":{"Service":"logs.eu-west-1.amazonaws.com"},"Action":"kms:Encrypt*","Resource":"*"}""";

    [Fact]
    public async Task Apply_OutsidersAmongOthers_LeavesTheOthersByteForByte()
    {
        var world = await WorldAsync(Administration, Partner, ByS3, Everybody, Logs);

        await Start(SceneOf(world)).ApplyAsync();

        (await world.PolicyAsync()).ShouldBe(PolicyOf(Administration, ByS3, Logs));
    }

    [Fact]
    public async Task Apply_StatementForOwnersAndOthers_LeavesTheOwnersIn()
    {
        var world = await WorldAsync(Mixed);

        await Start(SceneOf(world)).ApplyAsync();

        (await world.PolicyAsync()).ShouldBe(PolicyOf(Mixed.Replace("\"arn:aws:iam::111122223333:root\",", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Capture_NobodyWouldBeLeft_IsRefused()
    {
        var world = await WorldAsync(Partner, Everybody);

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("edit it by hand");

        (await world.PolicyAsync()).ShouldBe(PolicyOf(Partner, Everybody));
    }

    [Fact]
    public async Task Capture_KeyOfAnAwsService_IsRefused()
    {
        var run = Start(SceneOf(await WorldAsync(Administration, Partner)));
        run.Log.Rewrite = text => text.Replace("\"CUSTOMER\"", "\"AWS\"", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("managed by AWS");
    }

    [Fact]
    public async Task Preview_OutsideStatements_AreEachNamed()
    {
        var run = Start(SceneOf(await WorldAsync(Administration, Partner)));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain("Statement Partner (arn:aws:iam::111122223333:root) lets another account in and would no more (KMS).");
    }

    [Fact]
    public async Task RollBack_AnyPolicy_RestoresItByteForByte() =>
        await Gen.Shuffle((string[])[Partner, Everybody, Mixed, ByS3, Logs]).Select(Gen.Int[0, 5]).SampleAsync(
            async (statements, count) =>
            {
                var world = await WorldAsync([Administration, .. statements.Take(count)]);
                var before = await world.PolicyAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await world.PolicyAsync()).ShouldNotContain("111122223333");
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.PolicyAsync()).ShouldBe(before);
            },
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);

    protected override async Task<Scene> ExposedAsync() => SceneOf(await WorldAsync(Administration, Partner));

    protected override async Task<Scene> SafeAsync() => SceneOf(await WorldAsync(Administration, ByS3, Logs));

    protected override IRemediation Make(AwsClients aws) => new RemoveOutsideStatements(aws);

    private static Scene SceneOf(KmsWorld world) => new()
    {
        Target = Scene.Of("AwsKmsKey", world.Key),
        LookAsync = world.PolicyAsync,
        DriftAsync = () => world.PutPolicyAsync(PolicyOf(Administration, Logs)),
    };

    private async Task<KmsWorld> WorldAsync(params string[] statements)
    {
        var world = await KmsWorld.WithKeyAsync(Moto);
        await world.PutPolicyAsync(PolicyOf(statements));
        return world;
    }

    private static string PolicyOf(params string[] statements) => $$"""{"Version":"2012-10-17","Id":"key-policy","Statement":[{{string.Join(',', statements)}}]}""";
}
