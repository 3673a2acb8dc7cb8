namespace IncidentResponder.Core.Preserve;

/// <summary>What an entry of a manifest is about: a file in the bucket, a thing that lies in AWS, or something that is missing.</summary>
public sealed record ManifestItem
{
    /// <summary>How <see cref="Sha256"/> was made: over the whole content, as `sha256sum` does.</summary>
    public const string WholeContent = "SHA-256";

    /// <summary>The kind, for people: "Console output", "Snapshot".</summary>
    public required string Type { get; init; }

    /// <summary>The file's name or the snapshot's id; for what is missing, the id of what it was to be of.</summary>
    public required string Id { get; init; }

    /// <summary>The ARN of what lies in AWS or in the bucket; empty when it is missing.</summary>
    public string Arn { get; init; } = "";

    /// <summary>The bucket of a file.</summary>
    public string Bucket { get; init; } = "";

    /// <summary>The key of a file.</summary>
    public string Key { get; init; } = "";

    /// <summary>The version of a file's object.</summary>
    public string VersionId { get; init; } = "";

    /// <summary>The size of a file; 0 for anything else.</summary>
    public long SizeBytes { get; init; }

    /// <summary>SHA-256 of a file's bytes, 64 lower-case hexadecimal digits; empty for anything else.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>How the hash was made; empty where there is none.</summary>
    public string HashMethod { get; init; } = "";
}
