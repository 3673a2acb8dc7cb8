namespace IncidentResponder.Core.Notify;

/// <summary>Sends notices to people.</summary>
public interface IMessenger
{
    /// <summary>Sends one notice. A notice for one approver goes to nobody else.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="notice">The notice; its kind picks the topic.</param>
    /// <param name="approver">The only person to get it, an e-mail address in lower case; null sends it to all.</param>
    /// <param name="severity">"Informational", "Low", "Medium", "High" or "Critical", for subscription filters.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <exception cref="NoticeNotSentException">It was not sent, and asking again later may help.</exception>
    Task SendAsync(IncidentId id, Notice notice, string? approver, string severity, CancellationToken cancel);
}
