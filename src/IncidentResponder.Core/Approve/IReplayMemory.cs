namespace IncidentResponder.Core.Approve;

/// <summary>Remembers for a while what was seen, so that the same signed request is not taken twice.</summary>
public interface IReplayMemory
{
    /// <summary>Remembers it; false when it is remembered already.</summary>
    /// <param name="what">What was seen: a request's signature.</param>
    /// <param name="until">How long to remember it at least.</param>
    /// <param name="cancel">Stops the wait.</param>
    Task<bool> IsNewAsync(string what, DateTimeOffset until, CancellationToken cancel);
}
