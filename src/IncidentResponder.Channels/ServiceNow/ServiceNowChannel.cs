using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Channels.ServiceNow;

/// <summary>Keeps one ServiceNow incident an incident, found again by its correlation_id, with a work note for each change.</summary>
/// <param name="http">Sends.</param>
/// <param name="settings">Where and as whom.</param>
public sealed class ServiceNowChannel(ChannelHttp http, ServiceNowSettings settings) : IChannel
{
    private readonly ServiceNowTable _table = new(http, settings);

    /// <inheritdoc/>
    public string Name => ServiceNowTable.Channel;

    /// <inheritdoc/>
    public async Task<ChannelPost?> ShowAsync(IncidentRecord record, ChannelPost? before, DateTimeOffset now, CancellationToken cancel)
    {
        if (Showing.Of(record, before, now) is not { } showing)
            return before;
        var shown = showing.Digest(showing.Standing.Kind.ToString(), showing.Sentence);
        if (before?.Shown == shown)
            return before;
        var known = before?.Address ?? await _table.FindAsync(showing.Id, cancel).ConfigureAwait(false);
        var key = known ?? await _table.CreateAsync(ServiceNowIncident.Of(showing, settings), cancel).ConfigureAwait(false);
        if (known is not null)
            await _table.UpdateAsync(key, ServiceNowIncident.Update(showing, settings), cancel).ConfigureAwait(false);
        return new() { Channel = Name, Address = key, Shown = shown, At = now };
    }
}
