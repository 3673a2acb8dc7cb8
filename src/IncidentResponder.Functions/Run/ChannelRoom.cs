using System.Collections.Immutable;
using IncidentResponder.Channels;
using IncidentResponder.Channels.Jira;
using IncidentResponder.Channels.PagerDuty;
using IncidentResponder.Channels.ServiceNow;
using IncidentResponder.Channels.Slack;
using IncidentResponder.Channels.Teams;
using IncidentResponder.Channels.Webhook;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Functions.Run;

/// <summary>The channels as their secret says, made anew when it changes.</summary>
/// <param name="readSecret">Reads the secret; null where mail alone is used.</param>
/// <param name="people">Who is known in the channels.</param>
public sealed class ChannelRoom(Func<CancellationToken, Task<string>>? readSecret, People people)
{
    private readonly ChannelHttp _http = new(ChannelHttp.Client());
    private (string Secret, SlackSettings? Slack, ImmutableArray<IChannel> Channels)? _made;

    /// <summary>All channels that are set up.</summary>
    /// <exception cref="NoticeNotSentException">The secret can't be read or used.</exception>
    public async Task<ImmutableArray<IChannel>> ChannelsAsync(CancellationToken cancel) => (await MadeAsync(cancel).ConfigureAwait(false)).Channels;

    /// <summary>Slack's settings; null where it is not set up.</summary>
    /// <exception cref="NoticeNotSentException">The secret can't be read or used.</exception>
    public async Task<SlackSettings?> SlackAsync(CancellationToken cancel) => (await MadeAsync(cancel).ConfigureAwait(false)).Slack;

    /// <summary>Slack's channel and who is in it; null where it is not set up.</summary>
    /// <exception cref="NoticeNotSentException">The secret can't be read or used.</exception>
    public async Task<(SlackChannel Channel, SlackRoom Room)?> SlackRoomAsync(CancellationToken cancel) =>
        await SlackAsync(cancel).ConfigureAwait(false) is { } settings && new SlackApi(_http, settings) is var api
            ? (new SlackChannel(api, people), new SlackRoom(api, people))
            : null;

    private async Task<(string Secret, SlackSettings? Slack, ImmutableArray<IChannel> Channels)> MadeAsync(CancellationToken cancel)
    {
        if (readSecret is null)
            return ("", null, []);

        try
        {
            var secret = await readSecret(cancel).ConfigureAwait(false);
            if (_made is { } made && made.Secret == secret)
                return made;

            var settings = ChannelSettings.Parse(secret);
            var slack = settings.Slack is { } json ? SlackSettings.Parse(json) : null;
            _made = (secret, slack, Make(settings, slack));
            return _made.Value;
        }
        catch (Exception fault) when (fault is FormatException or IOException)
        {
            throw new NoticeNotSentException(fault.Message, fault);
        }
    }

    private ImmutableArray<IChannel> Make(ChannelSettings settings, SlackSettings? slack) =>
    [
        .. slack is { } chat ? [new SlackChannel(new SlackApi(_http, chat), people)] : ImmutableArray<IChannel>.Empty,
        .. settings.PagerDuty is { } pager ? [new PagerDutyChannel(_http, pager)] : ImmutableArray<IChannel>.Empty,
        .. settings.Teams is { } teams ? [new TeamsChannel(_http, teams)] : ImmutableArray<IChannel>.Empty,
        .. settings.Jira is { } jira ? [new JiraChannel(_http, jira)] : ImmutableArray<IChannel>.Empty,
        .. settings.ServiceNow is { } serviceNow ? [new ServiceNowChannel(_http, serviceNow)] : ImmutableArray<IChannel>.Empty,
        .. settings.Webhook is { } webhook ? [new WebhookChannel(_http, webhook)] : ImmutableArray<IChannel>.Empty,
    ];
}
