using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Cli.Evidence;

/// <summary>
/// Evidence as it lies in the bucket, in all versions: what was sealed first is the manifest, and what was written over a sealed file
/// later is a file that no entry names.
/// </summary>
/// <param name="client">The client.</param>
internal sealed class EvidenceInBucket(IAmazonS3 client)
{
    /// <summary>Reads what lies under the prefix, or in its folder "evidence"; null when neither has a manifest.</summary>
    public async Task<EvidenceFolder?> ReadAsync(string bucket, string prefix, CancellationToken cancel)
    {
        var place = prefix.Length == 0 || prefix.EndsWith('/') ? prefix : prefix + "/";
        foreach (var folder in new[] { place, place + "evidence/" })
        {
            var versions = await VersionsAsync(bucket, folder, cancel).ConfigureAwait(false);
            if (versions.Exists(one => one.Key == folder + EvidenceManifest.FileName))
                return await InAsync(bucket, folder, versions, cancel).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<EvidenceFolder> InAsync(string bucket, string folder, List<S3ObjectVersion> versions, CancellationToken cancel)
    {
        var (manifest, signature, key) = (First(versions, folder + EvidenceManifest.FileName), First(versions, folder + EvidenceManifest.SignatureName), First(versions, folder + EvidenceManifest.KeyName));
        var files = ImmutableArray.CreateBuilder<HeldFile>();
        foreach (var one in versions.Where(one => one != manifest && one != signature && one != key))
            files.Add(await HeldAsync(bucket, folder, one, cancel).ConfigureAwait(false));
        return new()
        {
            Manifest = await BytesAsync(bucket, manifest!, cancel).ConfigureAwait(false),
            Signature = signature is null ? (ReadOnlyMemory<byte>?)null : await BytesAsync(bucket, signature, cancel).ConfigureAwait(false),
            PublicKeyPem = key is null ? null : Encoding.UTF8.GetString(await BytesAsync(bucket, key, cancel).ConfigureAwait(false)),
            Files = files.ToImmutable(),
        };
    }

    private async Task<List<S3ObjectVersion>> VersionsAsync(string bucket, string prefix, CancellationToken cancel)
    {
        var found = new List<S3ObjectVersion>();
        ListVersionsRequest ask = new() { BucketName = bucket, Prefix = prefix };
        for (var more = true; more;)
        {
            var page = await client.ListVersionsAsync(ask, cancel).ConfigureAwait(false);
            found.AddRange((page.Versions ?? []).Where(one => one.IsDeleteMarker is not true));
            (ask.KeyMarker, ask.VersionIdMarker, more) = (page.NextKeyMarker, page.NextVersionIdMarker, page.IsTruncated is true);
        }

        return found;
    }

    // S3 lists the versions of a key from the latest to the first.
    private static S3ObjectVersion? First(List<S3ObjectVersion> versions, string key) => versions.FindLast(one => one.Key == key);

    private async Task<HeldFile> HeldAsync(string bucket, string folder, S3ObjectVersion one, CancellationToken cancel)
    {
        using var answer = await AskAsync(bucket, one, cancel).ConfigureAwait(false);
        var hash = await SHA256.HashDataAsync(answer.ResponseStream, cancel).ConfigureAwait(false);
        return new(one.Key[folder.Length..], one.VersionId ?? "", one.Size ?? 0, Convert.ToHexStringLower(hash));
    }

    private async Task<byte[]> BytesAsync(string bucket, S3ObjectVersion one, CancellationToken cancel)
    {
        using var answer = await AskAsync(bucket, one, cancel).ConfigureAwait(false);
        using MemoryStream content = new();
        await answer.ResponseStream.CopyToAsync(content, cancel).ConfigureAwait(false);
        return content.ToArray();
    }

    private Task<GetObjectResponse> AskAsync(string bucket, S3ObjectVersion one, CancellationToken cancel) =>
        client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = one.Key, VersionId = one.VersionId }, cancel);
}
