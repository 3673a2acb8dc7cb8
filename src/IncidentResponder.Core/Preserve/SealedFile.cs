namespace IncidentResponder.Core.Preserve;

/// <summary>A file as it lies sealed in the evidence bucket.</summary>
public sealed record SealedFile
{
    /// <summary>The bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>The whole key.</summary>
    public required string Key { get; init; }

    /// <summary>The object's version, which a later write over it does not change.</summary>
    public required string VersionId { get; init; }

    /// <summary>Its size.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 of its bytes, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>How it was come by, as it was sealed with it.</summary>
    public required Provenance Provenance { get; init; }
}
