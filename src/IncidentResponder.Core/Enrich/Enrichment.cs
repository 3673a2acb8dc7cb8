using System.Collections.Immutable;

namespace IncidentResponder.Core.Enrich;

/// <summary>What enrichment brought, and what it could not bring.</summary>
public sealed record Enrichment
{
    /// <summary>Data in order of time.</summary>
    public ImmutableArray<EvidenceItem> Items { get; init; } = [];

    /// <summary>Sources that gave nothing, each with the reason: unknown is not none.</summary>
    public ImmutableArray<string> Gaps { get; init; } = [];

    /// <summary>Detective's graph, once known.</summary>
    public string? DetectiveGraphArn { get; init; }

    /// <summary>Detective's investigation (21 digits), once started or found.</summary>
    public string? InvestigationId { get; init; }

    /// <summary>Nothing is outstanding.</summary>
    public bool Complete { get; init; }
}
