using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace IncidentResponder.Remediations.GuardDuty;

/// <summary>A filter or a list of trusted addresses, by which GuardDuty can be kept from showing what it finds.</summary>
/// <param name="Hides">Findings are hidden by it now.</param>
/// <param name="Definition">All that it was made of: what a person would make it anew from.</param>
internal sealed record BlindSpot(bool Hides, ImmutableSortedDictionary<string, string> Definition)
{
    /// <summary>GuardDuty is still at the change before.</summary>
    [JsonIgnore]
    public bool Changing { get; init; }
}
