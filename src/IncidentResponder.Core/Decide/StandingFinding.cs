using System.Collections.Immutable;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>A finding as its producer holds it now: what a forged or outdated event would say otherwise.</summary>
public sealed record StandingFinding
{
    /// <summary>Who holds it, for people: "GuardDuty" or "Security Hub".</summary>
    public required string By { get; init; }

    /// <summary>The type by its native name.</summary>
    public required string Type { get; init; }

    /// <summary>The account number, as text.</summary>
    public required string Account { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>Where it stands.</summary>
    public required FindingState State { get; init; }

    /// <summary>Whether the resource acted or was acted upon.</summary>
    public required ResourceRole Role { get; init; }

    /// <summary>The detector made it up to show what it looks like.</summary>
    public required bool Sample { get; init; }

    /// <summary>What it is about, by type and bare id as in <see cref="FindingResource"/>.</summary>
    public required ImmutableArray<(string Type, string Id)> Resources { get; init; }
}
