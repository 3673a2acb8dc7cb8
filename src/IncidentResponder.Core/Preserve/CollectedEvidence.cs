namespace IncidentResponder.Core.Preserve;

/// <summary>What a collector brought, before it stands in a manifest.</summary>
/// <param name="Item">What it is, or what is missing.</param>
/// <param name="SourceArn">The ARN of what it is evidence of.</param>
/// <param name="Provenance">How it was come by.</param>
public sealed record CollectedEvidence(ManifestItem Item, string SourceArn, Provenance Provenance)
{
    /// <summary>How the reason begins of what the operator has not switched on.</summary>
    public const string Off = "Off: ";

    /// <summary>A file in the bucket.</summary>
    public static CollectedEvidence File(string type, string sourceArn, SealedFile file) => new(
        new()
        {
            Type = type,
            Id = file.Key[(file.Key.LastIndexOf('/') + 1)..],
            // The bucket is in the partition of what it holds evidence of.
            Arn = $"arn:{sourceArn.Split(':')[1]}:s3:::{file.Bucket}/{file.Key}",
            Bucket = file.Bucket,
            Key = file.Key,
            VersionId = file.VersionId,
            SizeBytes = file.SizeBytes,
            Sha256 = file.Sha256,
            HashMethod = ManifestItem.WholeContent,
        },
        sourceArn,
        file.Provenance);

    /// <summary>Something that lies in AWS itself, a snapshot.</summary>
    public static CollectedEvidence InAws(string type, string id, string arn, string sourceArn, Provenance provenance) =>
        new(new() { Type = type, Id = id, Arn = arn }, sourceArn, provenance);

    /// <summary>What could not be had; the provenance says why.</summary>
    public static CollectedEvidence Missing(string type, string id, string sourceArn, Provenance provenance) =>
        new(new() { Type = type, Id = id }, sourceArn, provenance);
}
