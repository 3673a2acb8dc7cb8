using System.Collections.Immutable;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>One rule of the policy. It matches when type, severity, tags and pattern all do.</summary>
public sealed record PolicyRule
{
    /// <summary>The name by which people are told about it.</summary>
    public required string Name { get; init; }

    /// <summary>Finding types; "*" stands for any characters.</summary>
    public required ImmutableArray<string> FindingTypes { get; init; }

    /// <summary>The least severity.</summary>
    public Severity MinimumSeverity { get; init; }

    /// <summary>Tags that the target must all have, each with one of the values.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> TargetTags { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>What else must hold of finding and target; see <see cref="DecisionSubject"/>.</summary>
    public EventPattern? When { get; init; }

    /// <summary>What may be done.</summary>
    public required ResponseMode Mode { get; init; }

    /// <summary>How many different people must approve, 1 to 5.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>Who is asked as well when nobody answers; the policy's when null.</summary>
    public ImmutableArray<EscalationTier>? Escalation { get; init; }

    /// <summary>How long the question stays open, in seconds; the policy's by severity when absent.</summary>
    public int? WindowSeconds { get; init; }

    /// <summary>After how many hours people are asked whether the containment is to stand, 1 to 4,320; never when null.</summary>
    public int? LeaseHours { get; init; }

    /// <summary>The severities at which the plan runs when nobody answered in time.</summary>
    public ImmutableSortedSet<Severity> ContainOnExpiry { get; init; } = [];
}
