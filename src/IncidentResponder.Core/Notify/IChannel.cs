using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Notify;

/// <summary>A place where people follow incidents beside their mail: a chat, a pager, a ticket. What is shown there is worked out from the record alone.</summary>
public interface IChannel
{
    /// <summary>The place's name in records and in the ledger: "slack", "teams", "pagerduty", "jira", "servicenow", "webhook".</summary>
    string Name { get; }

    /// <summary>Brings what is shown to how the incident stands. Where that has not changed since the post, nothing is sent.</summary>
    /// <param name="record">The incident as it is now.</param>
    /// <param name="before">What this place returned last; null when nothing was shown yet.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <returns>What is shown now; null while there is nothing to show.</returns>
    /// <exception cref="NoticeNotSentException">It was not shown, and asking again later may help.</exception>
    Task<ChannelPost?> ShowAsync(IncidentRecord record, ChannelPost? before, DateTimeOffset now, CancellationToken cancel);
}
