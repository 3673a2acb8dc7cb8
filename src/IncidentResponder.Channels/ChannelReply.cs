using System.Text.Json;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Channels;

/// <summary>Reads a channel's reply, of which nothing is believed but its form.</summary>
internal static class ChannelReply
{
    /// <summary>The reply as JSON.</summary>
    /// <exception cref="NoticeNotSentException">It is none: most often a page that wants somebody to sign in.</exception>
    internal static JsonElement Read(string channel, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException odd)
        {
            throw new NoticeNotSentException($"Channel '{channel}' answered yes with something that is not JSON; check the channel's address in its secret.", odd);
        }
    }

    /// <summary>The text of a member of an object; null where there is none.</summary>
    internal static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String ? member.GetString() : null;

    /// <summary>The items of a member that is a list; none where it is no list.</summary>
    internal static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.Array ? member.EnumerateArray() : [];

    /// <summary>The name that a ticket was given, when it looks like one: it becomes part of an address.</summary>
    /// <exception cref="NoticeNotSentException">It does not.</exception>
    internal static string Key(string channel, string? key) =>
        key is { Length: > 0 and <= 64 } && key.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? key
            : throw new NoticeNotSentException($"Channel '{channel}' named a ticket '{PlainText.Of(key, 64)}', which is no ticket's name; check the channel's address in its secret.");
}
