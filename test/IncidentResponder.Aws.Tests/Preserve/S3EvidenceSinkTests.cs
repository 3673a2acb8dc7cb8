using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using IncidentResponder.Aws.Preserve;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Preserve;

public sealed class S3EvidenceSinkTests(MotoServer moto)
{
    private const string KeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    [Fact]
    public async Task Seal_Twice_KeepsTheFirstLockedAndReportsItsHashAndItsProvenance()
    {
        using var client = await BucketAsync("evidence");
        S3EvidenceSink sink = new(client, new("evidence", KeyArn, TimeSpan.FromDays(30)));
        var (id, now) = (Some.Incident().Id, DateTimeOffset.UtcNow);
        Provenance provenance = new() { At = now, RequestId = "e7bb1dd0-0bc7", Reason = "Cut at 24,000 characters — “the rest” is elsewhere.", TransferredTo = ["s3://elsewhere/a%20b/"] };

        (await sink.FindAsync(id, "console.txt", default)).ShouldBeNull();
        (await sink.ReadAsync(id, "console.txt", default)).ShouldBeNull();
        var first = await sink.SealAsync(id, "console.txt", "first"u8.ToArray(), provenance, default);
        var second = await sink.SealAsync(id, "console.txt", "second"u8.ToArray(), new() { At = now.AddMinutes(5) }, default);

        first.Key.ShouldBe($"incidents/{id}/evidence/console.txt");
        first.Sha256.ShouldBe("a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e");
        first.SizeBytes.ShouldBe(5);
        first.VersionId.ShouldNotBeEmpty();
        (second with { Provenance = provenance }).ShouldBe(first with { Provenance = provenance });
        second.Provenance.At.ShouldBe(now);
        second.Provenance.RequestId.ShouldBe(provenance.RequestId);
        second.Provenance.Reason.ShouldBe(provenance.Reason);
        second.Provenance.TransferredTo.ShouldBe(provenance.TransferredTo);
        Encoding.UTF8.GetString((await sink.ReadAsync(id, "console.txt", default))!.Value.Span).ShouldBe("first");
        var kept = await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "evidence", Key = first.Key });
        kept.ObjectLockMode.ShouldBe(ObjectLockMode.Compliance);
        kept.ServerSideEncryptionMethod.ShouldBe(ServerSideEncryptionMethod.AWSKMS);
    }

    [Fact]
    public async Task SealDocument_Twice_KeepsTheFirst()
    {
        using var client = await BucketAsync("documents");
        S3EvidenceSink sink = new(client, new("documents", KeyArn, TimeSpan.FromDays(30)));
        var (id, now) = (Some.Incident().Id, DateTimeOffset.UtcNow);

        var first = await sink.SealDocumentAsync(id, "Ledger", "ledger.json", "first"u8.ToArray(), now, default);
        var second = await sink.SealDocumentAsync(id, "Ledger", "ledger.json", "second"u8.ToArray(), now, default);

        first.Location.ShouldBe($"incidents/{id}/ledger.json");
        second.ShouldBe(first);
    }

    private async Task<AmazonS3Client> BucketAsync(string name)
    {
        AmazonS3Client client = new(CannedAws.Credentials, new AmazonS3Config { ServiceURL = moto.Url, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        await client.PutBucketAsync(new PutBucketRequest { BucketName = name, ObjectLockEnabledForBucket = true });
        return client;
    }
}
