using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace IncidentResponder.Remediations.Eks;

/// <summary>What a principal may do in a cluster: what is captured and put back.</summary>
/// <param name="Entry">Its access entry; null when it has none.</param>
/// <param name="Grants">The access policies that are associated with the entry, sorted by their ARNs.</param>
internal sealed record AccessEntryState(AccessEntryState.AccessEntry? Entry, IReadOnlyList<AccessGrant> Grants)
{
    /// <summary>The aws-auth ConfigMap of the cluster may let the principal in as well.</summary>
    [JsonIgnore]
    public bool MapCounts { get; init; }

    /// <summary>An access entry.</summary>
    /// <param name="Type">"STANDARD", or for which nodes it is.</param>
    /// <param name="Username">The Kubernetes user.</param>
    /// <param name="Groups">The Kubernetes groups, sorted.</param>
    /// <param name="Tags">Its tags.</param>
    internal sealed record AccessEntry(string Type, string Username, IReadOnlyList<string> Groups, ImmutableSortedDictionary<string, string> Tags);
}
