using System.Collections.Immutable;
using IncidentResponder.Core;

namespace IncidentResponder.Aws.Remediate;

/// <summary>A session of a member role: for which incident, and for what at most.</summary>
public sealed record MemberSession
{
    /// <summary>The role's ARN.</summary>
    public required string RoleArn { get; init; }

    /// <summary>What the role asks for beside the right to take it, so that nobody can have the responder take it for them; empty for none.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The incident: the session's name and the identity behind it in every trail.</summary>
    public required IncidentId Incident { get; init; }

    /// <summary>What the session may do at most, as JSON text; null for what the role may.</summary>
    public string? Policy { get; init; }

    /// <summary>Tags of the session, for the trail: the incident, the remediation, who approved.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init => field = value ?? field; } = ImmutableSortedDictionary<string, string>.Empty;
}
