using Amazon.Runtime;
using Amazon.S3;
using IncidentResponder.Cli.Input;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Cli.Evidence;

/// <summary>Checks sealed evidence by what lies with it: the manifest's chain, each file, the signature.</summary>
/// <param name="output">Where the answer goes.</param>
/// <param name="errors">Where it is said why there is none.</param>
/// <param name="s3">Makes a client for evidence that lies in a bucket.</param>
public sealed class VerifyEvidence(TextWriter output, TextWriter errors, Func<IAmazonS3> s3)
{
    private const string Scheme = "s3://";

    /// <summary>Checks the evidence.</summary>
    /// <param name="place">A folder, or s3://bucket/prefix.</param>
    /// <param name="keyFile">The file of the public key that is kept elsewhere, PEM; null when there is none.</param>
    /// <param name="json">Answer as JSON.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <returns>0 when it holds, 1 when it does not, 2 when there is none to check.</returns>
    public async Task<int> RunAsync(string place, string? keyFile, bool json, CancellationToken cancel)
    {
        var ownKey = keyFile is null ? null : new InputFiles(errors).Text(keyFile, "a public key as PEM");
        if (keyFile is not null && ownKey is null)
            return 2;
        if (await FolderAsync(place, cancel).ConfigureAwait(false) is not { } folder)
            return 2;

        var verdict = EvidenceCheck.Check(folder, ownKey);
        EvidenceReport report = new(verdict, ownKey is not null);
        output.WriteLine(json ? report.Json() : report.Text());
        return verdict.Holds ? 0 : 1;
    }

    private async Task<EvidenceFolder?> FolderAsync(string place, CancellationToken cancel)
    {
        try
        {
            var folder = place.StartsWith(Scheme, StringComparison.Ordinal) ? await InBucketAsync(place[Scheme.Length..], cancel).ConfigureAwait(false) : EvidenceOnDisk.Read(place);
            if (folder is null)
                errors.WriteLine($"{place} has no {EvidenceManifest.FileName}; name the folder of an incident's evidence, such as s3://BUCKET/incidents/INCIDENT/evidence/.");
            return folder;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or AmazonClientException)
        {
            errors.WriteLine($"{place} can't be read: {fault.Message} Give a folder, or s3://BUCKET/PREFIX and credentials that may list and read its versions.");
            return null;
        }
    }

    private async Task<EvidenceFolder?> InBucketAsync(string path, CancellationToken cancel)
    {
        var parts = path.Split('/', 2);
        using var client = s3();
        return await new EvidenceInBucket(client).ReadAsync(parts[0], parts.Length > 1 ? parts[1] : "", cancel).ConfigureAwait(false);
    }
}
