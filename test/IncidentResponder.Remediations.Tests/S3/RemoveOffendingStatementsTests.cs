using System.Collections.Immutable;
using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.S3;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.S3;

public sealed class RemoveOffendingStatementsTests(Moto moto) : RemediationContract(moto)
{
    private const string Open = """{"Sid":"Open","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::example/*"}""";
    private const string Partner = """{ "Sid":"Partner", "Effect":"Allow", "Principal":{"AWS":"arn:aws:iam::111122223333:root"}, "Action":"s3:*", "Resource":"arn:aws:s3:::example/*" }""";
    private const string Own = """{"Sid":"Own", "Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/app"},"Action":"s3:*","Resource":"arn:aws:s3:::example/*"}""";
    private const string OnlyTls = """{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}""";
    private const string CloudFront =
        """{"Sid":"Oac","Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudfront::123456789012:distribution/EDFDVBD6EXAMPLE"}}}""";
    private const string Organisation =
        """{"Sid":"Org","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}}""";

    [Fact]
    public async Task Apply_OffendingAmongOthers_LeavesTheOthersByteForByte()
    {
        var world = await WorldAsync(Open, CloudFront, Partner, OnlyTls, Own, Organisation);
        var run = Start(SceneOf(world));

        await run.ApplyAsync();

        (await world.PolicyAsync()).ShouldBe(PolicyOf(CloudFront, OnlyTls, Own, Organisation));
    }

    [Fact]
    public async Task Apply_NothingLeft_DeletesThePolicyAndUndoRestoresItByteForByte()
    {
        var world = await WorldAsync(Open, Partner);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        (await world.PolicyAsync()).ShouldBe("none");

        await run.RollBackAsync();

        (await world.PolicyAsync()).ShouldBe(PolicyOf(Open, Partner));
    }

    [Fact]
    public async Task Apply_NoPolicy_IsAlreadySafe()
    {
        var world = await S3World.WithBucketAsync(Moto);
        var run = Start(SceneOf(world));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.AlreadySafe>();

        (await world.PolicyAsync()).ShouldBe("none");
    }

    [Fact]
    public async Task Preview_OffendingStatements_AreEachNamedWithThoseTheyLetIn()
    {
        var world = await WorldAsync(Open, Partner, Organisation, Own);
        await world.ServeWebsiteAsync();
        var run = Start(SceneOf(world));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldBe(
        [
            $"The policy of bucket {world.Bucket} has 4 statements, of which 2 let outsiders in (S3).",
            "Statement Open (*) lets everybody in and would no more (S3).",
            "Statement Partner (arn:aws:iam::111122223333:root) lets another account in and would no more (S3).",
            "Statement Org (*) stays: the policy alone does not tell whom it lets in, look at it (S3).",
            $"{world.Bucket} serves a website, which will answer 403 (S3).",
        ]);
    }

    [Fact]
    public async Task RollBack_S3GivesThePolicyBackInAnotherForm_IsNoDrift()
    {
        var world = await WorldAsync(Open, Own);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.PutPolicyAsync($$"""{ "Statement": {{Own.Replace("\"s3:*\"", "[\"s3:*\"]", StringComparison.Ordinal)}}, "Version": "2012-10-17" }""");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await world.PolicyAsync()).ShouldBe(PolicyOf(Open, Own));
    }

    [Fact]
    public async Task Capture_PolicyThatCantBeRead_IsRefused()
    {
        var world = await WorldAsync(Open);
        var run = Start(SceneOf(world));
        run.Log.Rewrite = text => text.Replace("Statement", "Statements", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("can't be read");
    }

    [Fact]
    public async Task Verify_BucketDeleted_IsConfirmed()
    {
        var world = await WorldAsync(Open);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.DeleteAsync();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("does not exist");
    }

    [Fact]
    public async Task RollBack_AnyPolicy_RestoresItByteForByte() =>
        await Gen.Shuffle((string[])[Open, Partner, Own, OnlyTls, CloudFront, Organisation]).Select(Gen.Int[1, 6]).SampleAsync(
            async (statements, count) =>
            {
                var world = await WorldAsync([.. statements.Take(count)]);
                var before = await world.PolicyAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                var policy = await world.PolicyAsync();
                policy.ShouldNotContain("\"Open\"");
                policy.ShouldNotContain("\"Partner\"");
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.PolicyAsync()).ShouldBe(before);
            },
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);

    protected override async Task<Scene> ExposedAsync() => SceneOf(await WorldAsync(Open, Own));

    protected override async Task<Scene> SafeAsync() => SceneOf(await WorldAsync(Own, CloudFront, Organisation, OnlyTls));

    protected override async Task<ImmutableArray<Run>> OtherPathsAsync()
    {
        var run = Start(SceneOf(await WorldAsync(Open)));
        await run.ApplyAsync();
        await run.RollBackAsync();
        return [run];
    }

    protected override IRemediation Make(AwsClients aws) => new RemoveOffendingStatements(aws);

    private static Scene SceneOf(S3World world) => new()
    {
        Target = Scene.Of("AwsS3Bucket", world.Bucket),
        LookAsync = world.PolicyAsync,
        DriftAsync = () => world.PutPolicyAsync(PolicyOf(OnlyTls)),
    };

    private async Task<S3World> WorldAsync(params string[] statements)
    {
        var world = await S3World.WithBucketAsync(Moto);
        await world.PutPolicyAsync(PolicyOf(statements));
        return world;
    }

    private static string PolicyOf(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";
}
