using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace IncidentResponder.Remediations.GuardDuty;

/// <summary>What is captured and put back: the filters or lists that were made or changed about the time of the incident, by whom it is about.</summary>
/// <param name="Chosen">Those, by name or id.</param>
internal sealed record BlindSpots(ImmutableSortedDictionary<string, BlindSpot> Chosen)
{
    /// <summary>The detector's id.</summary>
    [JsonIgnore]
    public string Detector { get; init; } = "";

    /// <summary>All that there are, the chosen ones among them.</summary>
    [JsonIgnore]
    public ImmutableSortedDictionary<string, BlindSpot> All { get; init; } = Chosen;

    /// <summary>Who made or changed what lately.</summary>
    [JsonIgnore]
    public ImmutableArray<DetectionChange> Changes { get; init; } = [];

    /// <summary>The same as another state chose, as it is now.</summary>
    /// <param name="known">The other state.</param>
    public BlindSpots ChosenAs(BlindSpots known) => this with { Chosen = All.Where(one => known.Chosen.ContainsKey(one.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal) };

    /// <summary>The same, hiding nothing.</summary>
    public BlindSpots Opened() => this with { Chosen = Chosen.ToImmutableSortedDictionary(one => one.Key, one => one.Value with { Hides = false }, StringComparer.Ordinal) };

    /// <summary>Those of another state that are to be switched, with what they are to be. What is gone stays so.</summary>
    /// <param name="wanted">The other state.</param>
    public IEnumerable<(string Id, bool Hides)> Toward(BlindSpots wanted) =>
        from one in wanted.Chosen
        where All.TryGetValue(one.Key, out var live) && live.Hides != one.Value.Hides
        select (one.Key, one.Value.Hides);
}
