using System.Security.Cryptography;
using System.Text;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Channels.Slack;

/// <summary>Shows an incident as one card in a Slack channel, which is changed as the incident goes on, with a reply in its thread for what is worth a ping.</summary>
/// <param name="api">Sends.</param>
/// <param name="people">Who is known in Slack.</param>
public sealed class SlackChannel(SlackApi api, People people) : IChannel
{
    /// <inheritdoc/>
    public string Name => "slack";

    /// <inheritdoc/>
    public async Task<ChannelPost?> ShowAsync(IncidentRecord record, ChannelPost? before, DateTimeOffset now, CancellationToken cancel)
    {
        if (Showing.Of(record, before, now) is not { } showing)
            return before;
        var card = SlackCard.Of(record, people, now);
        var moment = SlackMoment.Of(record, showing.Standing.Kind);
        var there = SlackAddress.Read(before?.Address);
        if (before?.Shown == DigestOf(card))
            return before;
        if (there is null || await api.UpdateAsync(card, there.Channel, there.TimeStamp, cancel).ConfigureAwait(false) is SlackPosted.Gone)
            there = await PostAsync(record, card, moment, there, cancel).ConfigureAwait(false);

        // The card first: it is the same however often it is changed. Should the reply fail, both are done again, with the reply's own key.
        if (there.Moment != moment && SlackMoment.Reply(record, people, now, moment) is { } reply)
            await api.PostAsync(reply, there.TimeStamp, $"{record.Incident.Id} {there.TimeStamp} {moment} {DigestOf(reply)}", cancel).ConfigureAwait(false);
        return new() { Channel = Name, Address = $"{there with { Moment = moment }}", Shown = DigestOf(card), At = now };
    }

    /// <summary>Tells one person something in the channel, where nobody else sees it: a refusal, a personal link.</summary>
    /// <param name="channel">The channel's id, as the click says.</param>
    /// <param name="user">The person's id in Slack, as the click says.</param>
    /// <param name="text">mrkdwn; whatever came from outside passes through <see cref="SlackText"/>.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <exception cref="NoticeNotSentException">It was not told.</exception>
    public Task TellOneAsync(string channel, string user, string text, CancellationToken cancel)
    {
        using SlackBlocks blocks = new();
        return api.ShowOneAsync(new(text, blocks.Markdown(text.Split('\n')).Done()), channel, user, cancel);
    }

    // A card that was deleted is replaced by another one, which therefore has another key. So has the one that takes the place of a card
    // whose post was never confirmed and which was deleted since.
    private async Task<SlackAddress> PostAsync(IncidentRecord record, SlackMessage card, string moment, SlackAddress? deleted, CancellationToken cancel)
    {
        var key = $"{record.Incident.Id} card {deleted?.TimeStamp}";
        var posted = await api.PostAsync(card, null, key, cancel).ConfigureAwait(false);
        if (posted is SlackPosted.Gone)
            posted = await api.PostAsync(card, null, $"{key} {DigestOf(card)}", cancel).ConfigureAwait(false);
        if (posted is not SlackPosted.There there)
            throw new NoticeNotSentException("Slack says that the card was posted and is gone; it is posted again.");
        if (there.AsSent)
            return new(api.Settings.ChannelId, there.TimeStamp, moment);

        // The message of an earlier call, of which no reply came, shows an earlier state: nobody was told of this one.
        await api.UpdateAsync(card, api.Settings.ChannelId, there.TimeStamp, cancel).ConfigureAwait(false);
        return new(api.Settings.ChannelId, there.TimeStamp, "");
    }

    private static string DigestOf(SlackMessage message) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Text}\n{message.Blocks}")));
}
