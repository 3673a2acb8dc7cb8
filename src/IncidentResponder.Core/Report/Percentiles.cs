using System.Collections.Immutable;

namespace IncidentResponder.Core.Report;

/// <summary>Percentiles by the nearest-rank method: always a value that was measured, never one in between.</summary>
public static class Percentiles
{
    /// <summary>The smallest value that at least so many percent of the values do not exceed; null when there are no values.</summary>
    /// <param name="values">The values, in any order.</param>
    /// <param name="percent">1 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such percentile.</exception>
    public static TimeSpan? NearestRank(IEnumerable<TimeSpan> values, int percent)
    {
        if (percent is < 1 or > 100)
            throw new ArgumentOutOfRangeException(nameof(percent), percent, $"There is no percentile {percent}; name one from 1 to 100.");

        ImmutableArray<TimeSpan> sorted = [.. values.Order()];
        return sorted.IsEmpty ? null : sorted[(int)(((long)sorted.Length * percent + 99) / 100) - 1];
    }
}
