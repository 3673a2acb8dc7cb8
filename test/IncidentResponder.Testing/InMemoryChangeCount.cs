using System.Globalization;
using IncidentResponder.Core;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Testing;

/// <summary>Counts in memory by the rules of the port.</summary>
public sealed class InMemoryChangeCount : IChangeCount
{
    private readonly Dictionary<string, HashSet<IncidentId>> _counted = new(StringComparer.Ordinal);

    /// <summary>Why nothing can be counted; null when it can.</summary>
    public string? Broken { get; set; }

    /// <inheritdoc/>
    public Task<ChangeTally> CountAsync(string under, DateTimeOffset at, IncidentId incident, int most, CancellationToken cancel)
    {
        lock (_counted)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{under} {at.UtcDateTime:yyyyMMddHH}");
            if (!_counted.TryGetValue(place, out var incidents))
                _counted[place] = incidents = [];
            var before = incidents.Count;
            var room = most >= 1 && (incidents.Contains(incident) || before < most && incidents.Add(incident));
            return Task.FromResult<ChangeTally>(Broken is { } why ? new ChangeTally.NotKnown(why) : room ? new ChangeTally.Counted() : new ChangeTally.Over(before));
        }
    }
}
