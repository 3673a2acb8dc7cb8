using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>Findings that somebody answers for as known and harmless, until a day: they are kept on record and nobody is woken.</summary>
public sealed record Suppression
{
    /// <summary>The name by which people are told about it.</summary>
    public required string Name { get; init; }

    /// <summary>Who answers for it: an e-mail address.</summary>
    public required string Owner { get; init; }

    /// <summary>Why it is harmless.</summary>
    public required string Why { get; init; }

    /// <summary>The first UTC day on which it no longer holds.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Finding types; "*" stands for any characters.</summary>
    public required ImmutableArray<string> FindingTypes { get; init; }

    /// <summary>Resource ids, of which the finding must name one; any when empty.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>What else must hold; see <see cref="DecisionSubject"/>.</summary>
    public EventPattern? When { get; init; }

    /// <summary>It is over at this time.</summary>
    public bool IsOver(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime) >= Until;

    internal bool Holds(Finding finding, Lazy<JsonElement> subject, DateTimeOffset at) =>
        !IsOver(at)
        && RuleMatch.IsOfType(FindingTypes, finding)
        && (Resources.IsEmpty || finding.Resources.Any(resource => Resources.Contains(resource.Id, StringComparer.Ordinal)))
        && (When is null || When.Matches(subject.Value));
}
