using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Aws.Preserve;

/// <summary>Seals evidence in a bucket with Object Lock: written once, under the responder's key, kept for the whole retention.</summary>
/// <param name="client">The client.</param>
/// <param name="bucket">The bucket's name, the key's ARN and the retention.</param>
public sealed class S3EvidenceSink(IAmazonS3 client, EvidenceBucket bucket) : IEvidenceSink
{
    /// <inheritdoc/>
    public Task<SealedItem> SealAsync(
        IncidentId incident, string title, string fileName, ReadOnlyMemory<byte> content, DateTimeOffset at, CancellationToken cancel) =>
        PutAsync($"incidents/{incident}/evidence/{fileName}", title, content, at, cancel);

    /// <summary>Seals a document of the incident itself: "finding.json", "ledger.json". The same name again keeps the first.</summary>
    public Task<SealedItem> SealDocumentAsync(
        IncidentId incident, string title, string fileName, ReadOnlyMemory<byte> content, DateTimeOffset at, CancellationToken cancel) =>
        PutAsync($"incidents/{incident}/{fileName}", title, content, at, cancel);

    private async Task<SealedItem> PutAsync(string key, string title, ReadOnlyMemory<byte> content, DateTimeOffset at, CancellationToken cancel)
    {
        var hash = SHA256.HashData(content.Span);
        try
        {
            using MemoryStream body = new(content.ToArray(), writable: false);
            await client.PutObjectAsync(RequestFor(key, body, hash, at), cancel).ConfigureAwait(false);
            return Sealed(title, key, hash, at);
        }
        catch (AmazonS3Exception refused) when (refused.StatusCode is HttpStatusCode.PreconditionFailed)
        {
            return Sealed(title, key, await KeptHashAsync(key, cancel).ConfigureAwait(false) ?? hash, at);
        }
    }

    private PutObjectRequest RequestFor(string key, Stream body, byte[] hash, DateTimeOffset at) => new()
    {
        BucketName = bucket.Name,
        Key = key,
        InputStream = body,
        ContentType = "application/octet-stream",
        IfNoneMatch = "*",
        ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
        ChecksumSHA256 = Convert.ToBase64String(hash),
        ObjectLockMode = ObjectLockMode.Compliance,
        ObjectLockRetainUntilDate = (at + bucket.Retention).UtcDateTime,
        ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
        ServerSideEncryptionKeyManagementServiceKeyId = bucket.KeyArn,
        BucketKeyEnabled = true,
    };

    // A first attempt's object stays, so its hash is the one to report.
    private async Task<byte[]?> KeptHashAsync(string key, CancellationToken cancel)
    {
        var kept = await client.GetObjectMetadataAsync(
            new GetObjectMetadataRequest { BucketName = bucket.Name, Key = key, ChecksumMode = ChecksumMode.ENABLED }, cancel).ConfigureAwait(false);
        return kept.ChecksumSHA256 is { Length: > 0 } checksum ? Convert.FromBase64String(checksum) : null;
    }

    private static SealedItem Sealed(string title, string key, byte[] hash, DateTimeOffset at) =>
        new() { Title = title, Location = key, Sha256 = Convert.ToHexStringLower(hash), At = at };
}
