namespace IncidentResponder.Core.Notify;

/// <summary>Says that an incident's record has changed, so that what people see of it is brought up to date. Saying it once too often does no harm.</summary>
public interface IChangeSignal
{
    /// <summary>Says it.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <exception cref="NoticeNotSentException">It could not be said.</exception>
    Task RaiseAsync(IncidentId id, CancellationToken cancel);
}
