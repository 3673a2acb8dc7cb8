using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Channels.Webhook;

/// <summary>
/// Posts how an incident stands to the operator's own receiver, whenever that has changed. The receiver checks the signature and the
/// age of the time stamp, and drops what it has seen by the idempotency key: a message whose answer was lost comes again, the same.
/// </summary>
/// <param name="http">Sends.</param>
/// <param name="settings">Where to, and signed with what.</param>
public sealed class WebhookChannel(ChannelHttp http, WebhookSettings settings) : IChannel
{
    /// <inheritdoc/>
    public string Name => "webhook";

    /// <inheritdoc/>
    public async Task<ChannelPost?> ShowAsync(IncidentRecord record, ChannelPost? before, DateTimeOffset now, CancellationToken cancel)
    {
        if (Showing.Of(record, before, now) is not { } showing)
            return before;
        var body = WebhookMessage.Of(showing);
        var shown = showing.Digest(body);
        if (before?.Shown == shown)
            return before;
        var request = ChannelHttp.Json(HttpMethod.Post, settings.Url, body);
        var stamp = WebhookSignature.Stamp(now);
        request.Headers.Add("X-IncidentResponder-Timestamp", stamp);
        request.Headers.Add("X-IncidentResponder-Signature", WebhookSignature.Of(settings.Secret, stamp, body));
        request.Headers.Add("Idempotency-Key", $"{showing.Id}:{showing.Standing.Kind}:{shown}");
        await http.SendAsync(Name, request, cancel).ConfigureAwait(false);
        return new() { Channel = Name, Address = "", Shown = shown, At = now };
    }
}
