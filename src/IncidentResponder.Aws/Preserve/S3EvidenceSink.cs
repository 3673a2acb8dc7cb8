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
    public Task<SealedFile?> FindAsync(IncidentId incident, string fileName, CancellationToken cancel) =>
        KeptAsync(EvidenceManifest.FolderOf(incident) + fileName, cancel);

    /// <inheritdoc/>
    public Task<SealedFile> SealAsync(
        IncidentId incident, string fileName, ReadOnlyMemory<byte> content, Provenance provenance, CancellationToken cancel) =>
        PutAsync(EvidenceManifest.FolderOf(incident) + fileName, content, provenance, cancel);

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(IncidentId incident, string fileName, CancellationToken cancel)
    {
        try
        {
            return await ContentAsync(EvidenceManifest.FolderOf(incident) + fileName, cancel).ConfigureAwait(false);
        }
        catch (AmazonS3Exception none) when (none.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Seals a document of the incident itself: "finding.json", "ledger.json". The same name again keeps the first.</summary>
    public async Task<SealedItem> SealDocumentAsync(
        IncidentId incident, string title, string fileName, ReadOnlyMemory<byte> content, DateTimeOffset at, CancellationToken cancel)
    {
        var kept = await PutAsync($"incidents/{incident}/{fileName}", content, new() { At = at }, cancel).ConfigureAwait(false);
        return new() { Title = title, Location = kept.Key, Sha256 = kept.Sha256, At = at };
    }

    private async Task<SealedFile> PutAsync(string key, ReadOnlyMemory<byte> content, Provenance provenance, CancellationToken cancel)
    {
        var hash = SHA256.HashData(content.Span);
        try
        {
            using MemoryStream body = new(content.ToArray(), writable: false);
            var put = await client.PutObjectAsync(RequestFor(key, body, hash, provenance), cancel).ConfigureAwait(false);
            return Sealed(key, put.VersionId, content.Length, hash, provenance);
        }
        catch (AmazonS3Exception refused) when (refused.StatusCode is HttpStatusCode.PreconditionFailed)
        {
            // A first attempt's object stays, so it is the one to report.
            if (await KeptAsync(key, cancel).ConfigureAwait(false) is { } kept)
                return kept;
            throw;
        }
    }

    private PutObjectRequest RequestFor(string key, Stream body, byte[] hash, Provenance provenance)
    {
        PutObjectRequest request = new()
        {
            BucketName = bucket.Name,
            Key = key,
            InputStream = body,
            ContentType = "application/octet-stream",
            IfNoneMatch = "*",
            ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
            ChecksumSHA256 = Convert.ToBase64String(hash),
            ObjectLockMode = ObjectLockMode.Compliance,
            ObjectLockRetainUntilDate = (provenance.At + bucket.Retention).UtcDateTime,
            ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
            ServerSideEncryptionKeyManagementServiceKeyId = bucket.KeyArn,
            BucketKeyEnabled = true,
        };
        ProvenanceHeaders.Write(request.Metadata, provenance);
        return request;
    }

    private async Task<SealedFile?> KeptAsync(string key, CancellationToken cancel)
    {
        try
        {
            var kept = await client.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = bucket.Name, Key = key, ChecksumMode = ChecksumMode.ENABLED }, cancel).ConfigureAwait(false);
            var hash = kept.ChecksumSHA256 is { Length: > 0 } checksum
                ? Convert.FromBase64String(checksum)
                : SHA256.HashData((await ContentAsync(key, cancel).ConfigureAwait(false)).Span);
            return Sealed(key, kept.VersionId, kept.ContentLength, hash, ProvenanceHeaders.Read(kept.Metadata, kept.LastModified));
        }
        catch (AmazonS3Exception none) when (none.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<ReadOnlyMemory<byte>> ContentAsync(string key, CancellationToken cancel)
    {
        using var answer = await client.GetObjectAsync(new GetObjectRequest { BucketName = bucket.Name, Key = key }, cancel).ConfigureAwait(false);
        using MemoryStream content = new();
        await answer.ResponseStream.CopyToAsync(content, cancel).ConfigureAwait(false);
        return content.ToArray();
    }

    private SealedFile Sealed(string key, string? version, long size, byte[] hash, Provenance provenance) => new()
    {
        Bucket = bucket.Name,
        Key = key,
        VersionId = version ?? "",
        SizeBytes = size,
        Sha256 = Convert.ToHexStringLower(hash),
        Provenance = provenance,
    };
}
