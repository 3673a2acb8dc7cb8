using System.Collections.Immutable;

namespace IncidentResponder.Core.Notify;

/// <summary>
/// Sends by the first route that takes a notice; where one does not, the next is asked. A route that took it without saying so is
/// followed by the next, so people may get a notice twice rather than not at all.
/// </summary>
public sealed class FallbackMessenger : IMessenger
{
    private readonly ImmutableArray<MessengerRoute> _routes;

    /// <summary>Makes it.</summary>
    /// <param name="routes">The routes, in the order in which they are asked.</param>
    /// <exception cref="ArgumentException">There is none, or two share a name.</exception>
    public FallbackMessenger(ImmutableArray<MessengerRoute> routes)
    {
        if (routes.IsDefaultOrEmpty)
            throw new ArgumentException("There is no route to send notices by; name at least one.", nameof(routes));
        if (routes.GroupBy(route => route.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two routes are named '{twice.Key}'; give each its own name.", nameof(routes));
        _routes = routes;
    }

    /// <inheritdoc/>
    /// <exception cref="NoticeNotSentException">No route took it; the sentence names each and why.</exception>
    public async Task SendAsync(IncidentId id, Notice notice, string? approver, string severity, CancellationToken cancel)
    {
        List<(string Route, NoticeNotSentException Why)> failed = [];
        foreach (var (name, messenger) in _routes)
        {
            try
            {
                await messenger.SendAsync(id, notice, approver, severity, cancel).ConfigureAwait(false);
                return;
            }
            catch (NoticeNotSentException why)
            {
                failed.Add((name, why));
            }
        }

        var each = string.Join(" ", failed.Select(one => $"By '{one.Route}': {one.Why.Message}"));
        throw new NoticeNotSentException($"The notice '{notice.Kind}' of incident {id} went out by no route. {each}", new AggregateException(failed.Select(one => one.Why)))
        {
            RetryAfter = failed.Min(one => one.Why.RetryAfter),
        };
    }
}
