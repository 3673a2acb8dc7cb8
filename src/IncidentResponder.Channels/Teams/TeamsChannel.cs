using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Channels.Teams;

/// <summary>Posts an Adaptive Card to a Teams channel. A webhook can't change what it has posted, so there is one card for each change of the standing's kind.</summary>
/// <param name="http">Sends.</param>
/// <param name="settings">Where to.</param>
public sealed class TeamsChannel(ChannelHttp http, TeamsSettings settings) : IChannel
{
    /// <inheritdoc/>
    public string Name => "teams";

    /// <inheritdoc/>
    public async Task<ChannelPost?> ShowAsync(IncidentRecord record, ChannelPost? before, DateTimeOffset now, CancellationToken cancel)
    {
        if (Showing.Of(record, before, now) is not { } showing)
            return before;
        var shown = showing.Digest(showing.Standing.Kind.ToString());
        if (before?.Shown == shown)
            return before;
        await http.SendAsync(Name, ChannelHttp.Json(HttpMethod.Post, settings.WebhookUrl, TeamsCard.Of(showing)), cancel).ConfigureAwait(false);
        return new() { Channel = Name, Address = "", Shown = shown, At = now };
    }
}
