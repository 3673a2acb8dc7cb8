using System.Buffers;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Channels.Slack;

/// <summary>The methods of Slack's API that are used.</summary>
/// <param name="http">Sends.</param>
/// <param name="settings">The app and the channel.</param>
public sealed class SlackApi(ChannelHttp http, SlackSettings settings)
{
    private const string Name = "slack";
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The app and the channel.</summary>
    internal SlackSettings Settings => settings;

    /// <summary>
    /// Posts a message to the channel. A call whose reply was lost is made again with the same key. Slack keeps the key with the message as
    /// client_msg_id, and answers the second call with the message of the first instead of posting another one. It documents that by the
    /// error duplicate_message_not_found only, and not for how long it remembers a key: it makes a second card unlikely, not impossible.
    /// To be sure one would have to read the channel, for which the app would need the right to read all that people write there.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="thread">The message that it answers; null for one of its own.</param>
    /// <param name="key">What is the same for a repeated call and for no other.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <exception cref="NoticeNotSentException">It was not posted.</exception>
    internal async Task<SlackPosted> PostAsync(SlackMessage message, string? thread, string key, CancellationToken cancel)
    {
        var reply = await CallAsync("chat.postMessage", json =>
        {
            json.WriteString("channel", settings.ChannelId);
            Members(json, message);
            json.WriteString("client_msg_id", IdOf(key));
            json.WriteBoolean("unfurl_links", false);
            json.WriteBoolean("unfurl_media", false);
            if (thread is not null)
                json.WriteString("thread_ts", thread);
        }, cancel).ConfigureAwait(false);
        return Read("chat.postMessage", reply, message);
    }

    /// <summary>Changes a message that this app posted.</summary>
    /// <exception cref="NoticeNotSentException">It was not changed, and is there.</exception>
    internal async Task<SlackPosted> UpdateAsync(SlackMessage message, string channel, string timeStamp, CancellationToken cancel)
    {
        var reply = await CallAsync("chat.update", json =>
        {
            json.WriteString("channel", channel);
            json.WriteString("ts", timeStamp);
            Members(json, message);
        }, cancel).ConfigureAwait(false);
        var moved = reply is SlackReply.Failed { Error: var error } && SlackFault.IsAboutChannel(error) && channel != settings.ChannelId;
        return moved ? new SlackPosted.Gone() : Read("chat.update", reply, message);
    }

    /// <summary>Shows a message to one person, in the channel, until they reload it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="channel">The channel's id.</param>
    /// <param name="user">The person's id in Slack.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <exception cref="NoticeNotSentException">It was not shown.</exception>
    public async Task ShowOneAsync(SlackMessage message, string channel, string user, CancellationToken cancel)
    {
        var reply = await CallAsync("chat.postEphemeral", json =>
        {
            json.WriteString("channel", channel);
            json.WriteString("user", user);
            Members(json, message);
        }, cancel).ConfigureAwait(false);
        if (reply is SlackReply.Failed failed)
            throw SlackFault.Of("chat.postEphemeral", failed.Error, settings);
    }

    /// <summary>What Slack knows of a person; the error as Slack names it where it does not say.</summary>
    /// <exception cref="NoticeNotSentException">There was no reply.</exception>
    internal async Task<SlackReply> PersonAsync(string user, CancellationToken cancel)
    {
        HttpRequestMessage request = new(HttpMethod.Get, new Uri(settings.Api, $"users.info?user={Uri.EscapeDataString(user)}"));
        request.Headers.Authorization = Authorization;
        return Read(await http.SendAsync(Name, request, cancel).ConfigureAwait(false));
    }

    private AuthenticationHeaderValue Authorization => new("Bearer", settings.BotToken);

    private async Task<SlackReply> CallAsync(string method, Action<Utf8JsonWriter> members, CancellationToken cancel)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Readable))
            json.Item(() => members(json));
        var request = ChannelHttp.Json(HttpMethod.Post, new Uri(settings.Api, method), Encoding.UTF8.GetString(bytes.WrittenSpan), Authorization);
        return Read(await http.SendAsync(Name, request, cancel).ConfigureAwait(false));
    }

    // "parse": "none" makes no link of an address, a name or a channel in the text beside the blocks.
    private static void Members(Utf8JsonWriter json, SlackMessage message)
    {
        json.WriteString("text", message.Text);
        json.WritePropertyName("blocks");
        json.WriteRawValue(message.Blocks);
        json.WriteString("parse", "none");
        json.WriteBoolean("link_names", false);
    }

    private static SlackReply Read(string text)
    {
        var json = ChannelReply.Read(Name, text);
        var done = json.ValueKind is JsonValueKind.Object && json.TryGetProperty("ok", out var ok) && ok.ValueKind is JsonValueKind.True;
        return done ? new SlackReply.Done(json) : new SlackReply.Failed(ChannelReply.Text(json, "error") ?? "no error named");
    }

    private SlackPosted Read(string method, SlackReply reply, SlackMessage message)
    {
        if (reply is SlackReply.Failed failed)
            return SlackFault.IsGone(failed.Error) ? new SlackPosted.Gone() : throw SlackFault.Of(method, failed.Error, settings);
        var json = ((SlackReply.Done)reply).Json;
        var timeStamp = ChannelReply.Text(json, "ts");
        if (!SlackId.IsTimeStamp(timeStamp))
            throw new NoticeNotSentException($"Slack answered {method} with yes and no time stamp; check 'slack.apiAddress' in the channels' secret.");
        var shown = json.TryGetProperty("message", out var member) ? ChannelReply.Text(member, "text") : null;
        return new SlackPosted.There(timeStamp ?? "", shown is null || shown == message.Text);
    }

    // A UUID by content (RFC 9562, version 8), as Slack's own clients name messages.
    private static string IdOf(string key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(key))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
