using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using IncidentResponder.Cli.Evidence;
using IncidentResponder.Core.Preserve;
using IncidentResponder.LocalCloud.Moto;
using IncidentResponder.Testing;

namespace IncidentResponder.Cli.Tests.Evidence;

public sealed class VerifyEvidenceInBucketTests : IAsyncLifetime
{
    private readonly string _bucket = InMemoryEvidenceSink.Bucket;
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private MotoProcess _moto = null!;
    private AmazonS3Client _s3 = null!;

    private static string Folder => EvidenceManifest.FolderOf(SealedEvidence.Incident);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _moto = await MotoProcess.StartAsync(Console.Error.WriteLine, Cancel);
        _s3 = Client();
        await _s3.PutBucketAsync(new PutBucketRequest { BucketName = _bucket, ObjectLockEnabledForBucket = true }, Cancel);
        await SealAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _s3.Dispose();
        await _moto.DisposeAsync();
        await _output.DisposeAsync();
        await _errors.DisposeAsync();
    }

    [Theory]
    [InlineData("s3://evidence-bucket/incidents/INC-20260114-8c1f0a2b9d3e4f50/evidence/")]
    [InlineData("s3://evidence-bucket/incidents/INC-20260114-8c1f0a2b9d3e4f50")]
    public async Task Verify_SealedEvidence_Holds(string place)
    {
        (await RunAsync(place)).ShouldBe(0, _output.ToString() + _errors);

        _output.ToString().ShouldContain("2 files as they were sealed");
    }

    [Fact]
    public async Task Verify_WrittenOverLater_ChecksWhatWasSealedAndNamesWhatCameLater()
    {
        await PutAsync("piece-1.txt", "another");
        await PutAsync(EvidenceManifest.FileName, "[]");

        (await RunAsync($"s3://{_bucket}/{Folder}")).ShouldBe(1);

        _output.ToString().ShouldContain("does not hold: 2 faults.");
        _output.ToString().ShouldContain("- FileUnnamed, piece-1.txt: piece-1.txt (version ");
        _output.ToString().ShouldContain("- FileUnnamed, manifest.json: manifest.json (version ");
    }

    [Fact]
    public async Task Verify_HiddenByADeletion_IsStillRead()
    {
        await _s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _bucket, Key = Folder + "piece-1.txt" }, Cancel);

        (await RunAsync($"s3://{_bucket}/{Folder}")).ShouldBe(0, _output.ToString() + _errors);
    }

    [Theory]
    [InlineData("s3://evidence-bucket/incidents/INC-NONE/")]
    [InlineData("s3://no-such-bucket/incidents/")]
    public async Task Verify_NothingThere_SaysSo(string place)
    {
        (await RunAsync(place)).ShouldBe(2);

        _errors.ToString().ShouldContain(place);
    }

    private Task<int> RunAsync(string place) => new VerifyEvidence(_output, _errors, Client).RunAsync(place, null, json: false, Cancel);

    private AmazonS3Client Client() => new(
        new BasicAWSCredentials("test", "test"), new AmazonS3Config { ServiceURL = _moto.Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });

    private async Task<string> PutAsync(string name, string content) =>
        (await _s3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = Folder + name, ContentBody = content }, Cancel)).VersionId;

    // The versions are the bucket's own, so the manifest is made of what the bucket says.
    private async Task SealAsync()
    {
        using InMemoryManifestSigner signer = new();
        List<CollectedEvidence> collected = [];
        foreach (var (name, content) in new[] { ("piece-1.txt", "one"), ("piece-2.txt", "two") })
        {
            collected.Add(CollectedEvidence.File("Console output", Some.Instance().Arn!, new()
            {
                Bucket = _bucket,
                Key = Folder + name,
                VersionId = await PutAsync(name, content),
                SizeBytes = content.Length,
                Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content))),
                Provenance = new() { At = Some.Moment },
            }));
        }

        var manifest = EvidenceManifest.Write(EvidenceManifest.Chain(SealedEvidence.SomeCustody, collected));
        await PutBytesAsync(EvidenceManifest.FileName, manifest);
        await PutAsync(EvidenceManifest.KeyName, signer.PublicKeyPem);
        await PutBytesAsync(EvidenceManifest.SignatureName, signer.Sign(manifest));
    }

    private async Task PutBytesAsync(string name, byte[] content)
    {
        using MemoryStream body = new(content, writable: false);
        await _s3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = Folder + name, InputStream = body }, Cancel);
    }
}
