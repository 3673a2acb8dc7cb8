namespace IncidentResponder.Core.Preserve;

/// <summary>Who collects, with what, and for which incident: what all entries of a manifest share.</summary>
public sealed record Custody
{
    /// <summary>The incident.</summary>
    public required IncidentId Incident { get; init; }

    /// <summary>The account of what is evidenced.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The Region of it.</summary>
    public required string Region { get; init; }

    /// <summary>The collector.</summary>
    public required EvidenceTool Tool { get; init; }
}
