using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace IncidentResponder.Core.Preserve;

/// <summary>One line of a manifest: a piece of evidence, or the attempt to get it, chained to the line before by hash.</summary>
public sealed record ManifestEntry
{
    /// <summary>The version of this form.</summary>
    public int ManifestVersion { get; init; } = 1;

    /// <summary>The incident.</summary>
    public required IncidentId IncidentId { get; init; }

    /// <summary>Place in the manifest, from 1.</summary>
    public required int Seq { get; init; }

    /// <summary>SHA-256 of the canonical JSON of the entry before; 64 zeros for the first.</summary>
    public required string PrevEntrySha256 { get; init; }

    /// <summary>What it is about.</summary>
    public required ManifestItem Item { get; init; }

    /// <summary>When it was collected or tried.</summary>
    public required DateTimeOffset CollectedAtUtc { get; init; }

    /// <summary>The ARN of the role that collected it.</summary>
    public required string CollectorArn { get; init; }

    /// <summary>The program that collected it, with its version.</summary>
    public required string ToolName { get; init; }

    /// <summary>SHA-256 of that program's file.</summary>
    public required string ToolSha256 { get; init; }

    /// <summary>The ARN of what it is evidence of.</summary>
    public required string SourceArn { get; init; }

    /// <summary>The account that holds that.</summary>
    public required string SourceAccount { get; init; }

    /// <summary>The Region that holds it.</summary>
    public required string SourceRegion { get; init; }

    /// <summary>The request id of the AWS call that gave it; empty where there was none.</summary>
    public string ApiRequestId { get; init; } = "";

    /// <summary>Why it is missing or not whole; empty when it is neither.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Where else it was put, as URIs.</summary>
    public ImmutableArray<string> TransferredTo { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>There is no evidence in this entry, only the reason.</summary>
    [JsonIgnore]
    public bool IsMissing => Item.Key.Length == 0 && Item.Arn.Length == 0;

    /// <summary>Nobody tried: the operator has not switched this kind on.</summary>
    [JsonIgnore]
    public bool IsOff => IsMissing && Reason.StartsWith(CollectedEvidence.Off, StringComparison.Ordinal);
}
