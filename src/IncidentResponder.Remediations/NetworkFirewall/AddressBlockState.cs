using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace IncidentResponder.Remediations.NetworkFirewall;

/// <summary>What is known of an address in the blocking rule group. Its other entries are other people's, and come and go.</summary>
/// <param name="Group">The group's ARN.</param>
/// <param name="Blocked">Whether the group drops the address, by itself or in a wider range.</param>
/// <param name="Forgotten">For each firewall and zone whether it was told to forget the address's flows.</param>
internal sealed record AddressBlockState(string Group, bool Blocked, ImmutableSortedDictionary<string, bool> Forgotten)
{
    /// <summary>The group as it is now.</summary>
    [JsonIgnore]
    public BlockingGroup? Live { get; init; }

    /// <summary>The firewalls that drop what the group says.</summary>
    [JsonIgnore]
    public ImmutableArray<BlockingFirewall> Firewalls { get; init; } = [];
}
