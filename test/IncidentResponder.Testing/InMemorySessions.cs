using System.Collections.Concurrent;
using IncidentResponder.Core.SignIn;

namespace IncidentResponder.Testing;

/// <summary>Keeps sessions in memory.</summary>
public sealed class InMemorySessions : ISessions
{
    private readonly ConcurrentDictionary<string, Session> _kept = new(StringComparer.Ordinal);

    /// <summary>The sessions that are kept, ended by time or not.</summary>
    public ICollection<Session> All => _kept.Values;

    /// <inheritdoc/>
    public Task<string> OpenAsync(Session session, CancellationToken cancel)
    {
        var key = SessionKey.Draw();
        _kept[SessionKey.Hash(key)!] = session;
        return Task.FromResult(key);
    }

    /// <inheritdoc/>
    public Task<Session?> ReadAsync(string? key, DateTimeOffset now, CancellationToken cancel) =>
        Task.FromResult(SessionKey.Hash(key) is { } hash && _kept.TryGetValue(hash, out var session) && now < session.EndsAt ? session : null);

    /// <inheritdoc/>
    public Task EndAsync(string? key, CancellationToken cancel)
    {
        if (SessionKey.Hash(key) is { } hash)
            _kept.TryRemove(hash, out _);
        return Task.CompletedTask;
    }
}
