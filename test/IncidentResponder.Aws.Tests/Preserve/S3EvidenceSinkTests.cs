using Amazon.S3;
using Amazon.S3.Model;
using IncidentResponder.Aws.Preserve;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Preserve;

public sealed class S3EvidenceSinkTests(MotoServer moto)
{
    [Fact]
    public async Task Seal_Twice_KeepsTheFirstLockedAndReportsItsHash()
    {
        using AmazonS3Client client = new(CannedAws.Credentials, new AmazonS3Config { ServiceURL = moto.Url, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        await client.PutBucketAsync(new PutBucketRequest { BucketName = "evidence", ObjectLockEnabledForBucket = true });
        S3EvidenceSink sink = new(client, new("evidence", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", TimeSpan.FromDays(30)));
        var (id, now) = (Some.Incident().Id, DateTimeOffset.UtcNow);

        var first = await sink.SealAsync(id, "Console output", "console.txt", "first"u8.ToArray(), now, default);
        var second = await sink.SealAsync(id, "Console output", "console.txt", "second"u8.ToArray(), now, default);

        second.ShouldBe(first);
        first.Location.ShouldBe($"incidents/{id}/evidence/console.txt");
        first.Sha256.ShouldBe("a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e");
        var kept = await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "evidence", Key = first.Location });
        kept.ObjectLockMode.ShouldBe(ObjectLockMode.Compliance);
        kept.ServerSideEncryptionMethod.ShouldBe(ServerSideEncryptionMethod.AWSKMS);
    }
}
