using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Channels.PagerDuty;

/// <summary>Pages by PagerDuty's Events API v2: one alert an incident, named by the incident's id, so that an event sent twice is one.</summary>
/// <param name="http">Sends.</param>
/// <param name="settings">Whom and for what.</param>
public sealed class PagerDutyChannel(ChannelHttp http, PagerDutySettings settings) : IChannel
{
    /// <inheritdoc/>
    public string Name => "pagerduty";

    /// <inheritdoc/>
    public async Task<ChannelPost?> ShowAsync(IncidentRecord record, ChannelPost? before, DateTimeOffset now, CancellationToken cancel)
    {
        if (Showing.Of(record, before, now) is not { } showing || (before is null && !settings.Severities.Contains(showing.Severity)))
            return before;
        var action = PagerDutyEvent.ActionOf(showing);
        var shown = action is PagerDutyEvent.Trigger
            ? showing.Digest(action, PagerDutyEvent.SeverityOf(showing), showing.Standing.Kind.ToString())
            : showing.Digest(action);
        if (before?.Shown == shown)
            return before;

        // An acknowledgement of an alert that there is not is dropped there, and nobody would ever have been paged.
        if (before is null && action is PagerDutyEvent.Acknowledge)
            await SendAsync(PagerDutyEvent.Of(showing, PagerDutyEvent.Trigger, settings.RoutingKey), cancel).ConfigureAwait(false);
        await SendAsync(PagerDutyEvent.Of(showing, action, settings.RoutingKey), cancel).ConfigureAwait(false);
        return new() { Channel = Name, Address = showing.Id, Shown = shown, At = now };
    }

    private Task SendAsync(string json, CancellationToken cancel) => http.SendAsync(Name, ChannelHttp.Json(HttpMethod.Post, settings.Url, json), cancel);
}
