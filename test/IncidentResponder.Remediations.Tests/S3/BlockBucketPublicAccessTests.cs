using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.S3;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.S3;

public sealed class BlockBucketPublicAccessTests(Moto moto) : RemediationContract(moto)
{
    private static int s_buckets;

    [Fact]
    public async Task Preview_PublicBucket_TellsWhoLosesWhat()
    {
        var bucket = await BucketAsync();
        var run = Start(SceneOf(bucket));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain(line => line.Contains("AllUsers READ", StringComparison.Ordinal));
        facts.State[$"{bucket} Block"].ShouldBe("none");
    }

    [Fact]
    public async Task RollBack_SomeFlagsWereOn_AreOnAgainAlone()
    {
        var bucket = await BucketAsync();
        await PutBlockAsync(bucket, "true", "false");
        var run = Start(SceneOf(bucket));
        await run.ApplyAsync();

        await run.RollBackAsync();

        (await LookAsync(bucket)).ShouldContain("<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>false</IgnorePublicAcls>");
    }

    [Fact]
    public async Task Verify_BucketDeleted_IsConfirmed()
    {
        var bucket = await BucketAsync();
        var run = Start(SceneOf(bucket));
        await run.ApplyAsync();
        await Moto.RestAsync("s3", HttpMethod.Delete, $"/{bucket}");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("does not exist");
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await BucketAsync());

    protected override async Task<Scene> SafeAsync()
    {
        var bucket = await BucketAsync();
        await PutBlockAsync(bucket, "true", "true");
        return SceneOf(bucket);
    }

    protected override IRemediation Make(AwsClients aws) => new BlockBucketPublicAccess(aws);

    private Scene SceneOf(string bucket) => new()
    {
        Target = Scene.Of("AwsS3Bucket", bucket),
        LookAsync = () => LookAsync(bucket),
        DriftAsync = () => PutBlockAsync(bucket, "false", "true"),
    };

    private async Task<string> BucketAsync()
    {
        var bucket = $"public-{Interlocked.Increment(ref s_buckets)}";
        await Moto.RestAsync("s3", HttpMethod.Put, $"/{bucket}", $"<CreateBucketConfiguration><LocationConstraint>{Moto.Region}</LocationConstraint></CreateBucketConfiguration>");
        await Moto.RestAsync("s3", HttpMethod.Put, $"/{bucket}?acl",
            "<AccessControlPolicy><Owner><ID>owner</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"Group\">" +
            "<URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee><Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>");
        return bucket;
    }

    private Task<string> PutBlockAsync(string bucket, string lists, string rest) => Moto.RestAsync("s3", HttpMethod.Put, $"/{bucket}?publicAccessBlock",
        $"<PublicAccessBlockConfiguration><BlockPublicAcls>{lists}</BlockPublicAcls><IgnorePublicAcls>{rest}</IgnorePublicAcls>" +
        $"<BlockPublicPolicy>{rest}</BlockPublicPolicy><RestrictPublicBuckets>{rest}</RestrictPublicBuckets></PublicAccessBlockConfiguration>");

    private async Task<string> LookAsync(string bucket)
    {
        try
        {
            return await Moto.RestAsync("s3", HttpMethod.Get, $"/{bucket}?publicAccessBlock");
        }
        catch (InvalidOperationException none) when (none.Message.Contains("NoSuchPublicAccessBlockConfiguration", StringComparison.Ordinal))
        {
            return "none";
        }
    }
}
