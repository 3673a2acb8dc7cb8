using System.Collections.Immutable;

namespace IncidentResponder.Core.Decide;

/// <summary>People who are asked as well when a question has waited for a time.</summary>
public sealed record EscalationTier
{
    /// <summary>How long after the question, in seconds; 60 to 86,400.</summary>
    public required int AfterSeconds { get; init; }

    /// <summary>Who is asked then: e-mail addresses in lower case.</summary>
    public required ImmutableArray<string> Approvers { get; init; }
}
