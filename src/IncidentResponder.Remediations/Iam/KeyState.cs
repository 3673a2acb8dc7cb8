using System.Collections.Immutable;

namespace IncidentResponder.Remediations.Iam;

/// <summary>An access key as it was before it was deactivated.</summary>
internal sealed record KeyState
{
    /// <summary>The user that owns it.</summary>
    public required string User { get; init; }

    /// <summary>The key's id.</summary>
    public required string Key { get; init; }

    /// <summary>"Active" or "Inactive".</summary>
    public required string Status { get; init; }

    /// <summary>The user's other keys by id, with their status: a new or revived one is a way round the deactivation.</summary>
    public ImmutableSortedDictionary<string, string> Others { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
