using System.Collections.Immutable;
using Amazon.CloudTrail.Model;

namespace IncidentResponder.Remediations.CloudTrail;

/// <summary>A basic event selector.</summary>
/// <param name="Kind">"All", "ReadOnly" or "WriteOnly".</param>
/// <param name="Management">Whether management events are recorded.</param>
/// <param name="Excluded">Sources whose management events are left out.</param>
/// <param name="Data">Data resources whose events are recorded: type, then values.</param>
internal sealed record BasicSelector(string Kind, bool Management, ImmutableArray<string> Excluded, ImmutableArray<ImmutableArray<string>> Data)
{
    /// <summary>All management events, and no others.</summary>
    public static BasicSelector AllManagement { get; } = new("All", true, [], []);

    /// <summary>Whether management events that change something are recorded.</summary>
    public bool RecordsWrites => Management && Kind != "ReadOnly";

    /// <summary>As CloudTrail shows it.</summary>
    public static BasicSelector Of(EventSelector selector) => new(
        selector.ReadWriteType?.Value ?? "All",
        selector.IncludeManagementEvents is not false,
        [.. selector.ExcludeManagementEventSources ?? []],
        [.. (selector.DataResources ?? []).Select(data => ImmutableArray.Create([data.Type, .. data.Values ?? []]))]);

    /// <summary>As CloudTrail takes it.</summary>
    public EventSelector ToSelector() => new()
    {
        ReadWriteType = new(Kind),
        IncludeManagementEvents = Management,
        ExcludeManagementEventSources = [.. Excluded],
        DataResources = [.. Data.Select(data => new DataResource { Type = data[0], Values = [.. data.Skip(1)] })],
    };

    /// <summary>For people.</summary>
    public override string ToString() => $"{Kind} {(Management ? "with" : "without")} management events"
        + (Excluded.IsEmpty ? "" : $" but of {string.Join(", ", Excluded)}")
        + string.Concat(Data.Select(data => $", data of {string.Join(' ', data)}"));
}
