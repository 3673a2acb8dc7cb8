using System.Collections.Immutable;

namespace IncidentResponder.Core.Decide;

/// <summary>What would be done, in order. Approvals are bound to the digest of its canonical form.</summary>
public sealed record Plan
{
    /// <summary>The incident that the plan belongs to.</summary>
    public required IncidentId Incident { get; init; }

    /// <summary>The steps in the order in which they run.</summary>
    public required ImmutableArray<PlanStep> Steps { get; init; }

    /// <summary>The target's state as it was when the plan was made; see <see cref="TargetFacts.State"/>.</summary>
    public required ImmutableSortedDictionary<string, string> StateBefore { get; init; }
}
