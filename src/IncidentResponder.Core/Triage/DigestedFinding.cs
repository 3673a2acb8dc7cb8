using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Triage;

/// <summary>A finding as one line beside an incident: of a flood, or of more findings than a record names.</summary>
public sealed record DigestedFinding
{
    /// <summary>The finding's id; see <see cref="Finding.Id"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Its native type.</summary>
    public required string Type { get; init; }

    /// <summary>Its severity.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The account it is about.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The Region it is about.</summary>
    public required string Region { get; init; }

    /// <summary>The resource it is about.</summary>
    public required string Target { get; init; }

    /// <summary>The incident that it would have opened, or belongs to.</summary>
    public required IncidentId Incident { get; init; }

    /// <summary>The most that the policy might have come to.</summary>
    public required ResponseMode Most { get; init; }

    /// <summary>When it was last seen.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Each finding once, first those that the policy might have acted on, then by severity.</summary>
    public static ImmutableArray<DigestedFinding> InOrder(IEnumerable<DigestedFinding> lines) =>
    [
        .. lines.DistinctBy(line => line.Id, StringComparer.Ordinal)
            .OrderByDescending(line => line.Most)
            .ThenByDescending(line => line.Severity)
            .ThenBy(line => line.Account.Value, StringComparer.Ordinal)
            .ThenBy(line => line.Type, StringComparer.Ordinal)
            .ThenBy(line => line.Target, StringComparer.Ordinal)
            .ThenBy(line => line.Id, StringComparer.Ordinal),
    ];

    /// <summary>The line for what a finding would have opened by itself.</summary>
    public static DigestedFinding Of(Incident incident) => new()
    {
        Id = incident.Finding.Id,
        Type = incident.Finding.Type,
        Severity = incident.Finding.Severity,
        Account = incident.Finding.Account,
        Region = incident.Finding.Region,
        Target = incident.Target.Id,
        Incident = incident.Id,
        Most = incident.Most,
        LastSeen = incident.Finding.LastSeen,
    };
}
