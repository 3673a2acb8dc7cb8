namespace IncidentResponder.Core.Notify;

/// <summary>Says that an incident's record has changed, so that what people see of it is brought up to date. Saying it once too often does no harm.</summary>
public interface IChangeSignal
{
    /// <summary>Says it.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <exception cref="NoticeNotSentException">It could not be said.</exception>
    Task RaiseAsync(IncidentId id, CancellationToken cancel);

    /// <summary>Says it again after a while, because something could not be told now.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="attempt">Which further attempt it will be, from 1.</param>
    /// <param name="after">After how long, up to 15 minutes.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <exception cref="NoticeNotSentException">It could not be said.</exception>
    Task RaiseLaterAsync(IncidentId id, int attempt, TimeSpan after, CancellationToken cancel);

    /// <summary>Hands on what a person wants of an incident, to be done by whoever brings it up to date.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="wish">A JSON object, the member "incidentId" in it.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <exception cref="NoticeNotSentException">It could not be handed on.</exception>
    Task HandOnAsync(IncidentId id, string wish, CancellationToken cancel);
}
