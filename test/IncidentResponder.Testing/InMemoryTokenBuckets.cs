using IncidentResponder.Core.Triage;

namespace IncidentResponder.Testing;

/// <summary>Token buckets in memory.</summary>
public sealed class InMemoryTokenBuckets : ITokenBuckets
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, DateTimeOffset> _fullAt = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<bool> TakeAsync(string name, Rate rate, DateTimeOffset now, CancellationToken cancel)
    {
        lock (_turn)
        {
            var after = TokenBucket.Take(_fullAt.TryGetValue(name, out var fullAt) ? fullAt : null, now, rate);
            if (after is { } taken)
                _fullAt[name] = taken;
            return Task.FromResult(after is not null);
        }
    }
}
