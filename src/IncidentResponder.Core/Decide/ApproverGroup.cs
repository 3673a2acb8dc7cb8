using System.Collections.Immutable;

namespace IncidentResponder.Core.Decide;

/// <summary>People whom the policy names together, as "group:" and the name.</summary>
public sealed record ApproverGroup
{
    /// <summary>How approvers name it.</summary>
    public const string Prefix = "group:";

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>E-mail addresses, in lower case, in the order in which they are on call.</summary>
    public required ImmutableArray<string> Members { get; init; }

    /// <summary>How long each is asked alone before the next is asked as well, in seconds, 60 to 86,400; null when all are asked at once.</summary>
    public int? EverySeconds { get; init; }
}
