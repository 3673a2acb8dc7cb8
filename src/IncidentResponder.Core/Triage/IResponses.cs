namespace IncidentResponder.Core.Triage;

/// <summary>Where the response to an incident is started.</summary>
public interface IResponses
{
    /// <summary>Starts the response unless one was started; one incident has one response, however often this is asked.</summary>
    /// <returns>False when it was known to have been started before. A service may also answer true to a repeat.</returns>
    Task<bool> StartAsync(IncidentId id, CancellationToken cancel);
}
