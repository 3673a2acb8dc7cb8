namespace IncidentResponder.Core.Preserve;

/// <summary>A piece of evidence in the bucket or in AWS, or the note that it could not be had.</summary>
public sealed record SealedItem
{
    /// <summary>What it is: "Console output of i-0abc", "Snapshot snap-1 of vol-1".</summary>
    public required string Title { get; init; }

    /// <summary>S3 key or snapshot id; empty for a gap.</summary>
    public string Location { get; init; } = "";

    /// <summary>SHA-256 of the content, 64 hexadecimal digits; empty where there is no content of ours.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Why it could not be had; empty when it could.</summary>
    public string Gap { get; init; } = "";

    /// <summary>When it was collected or tried.</summary>
    public required DateTimeOffset At { get; init; }
}
