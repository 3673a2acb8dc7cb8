using System.Globalization;
using System.Text;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Channels.Slack;

/// <summary>
/// The one way into a message for text that this product did not write. Slack reads "&lt;!channel&gt;", "&lt;@U…&gt;" and "&lt;address|words&gt;"
/// where "&amp;", "&lt;" and "&gt;" are not escaped, and * _ ~ as formats outside of code.
/// See https://docs.slack.dev/messaging/formatting-message-text.
/// </summary>
public static class SlackText
{
    // Slack refuses an element without text.
    private const string Empty = "(empty)";
    private const char Cut = '…';

    /// <summary>For a plain_text element, where nothing is a format: one visible line that is no link, at most so many characters after escaping.</summary>
    public static string Plain(string? text, int most) => Escaped(PlainText.Defanged(text, most), most) is { Length: > 0 } plain ? plain : Empty;

    /// <summary>For mrkdwn: the same as code, within which Slack formats nothing. A back quote, which would end it, becomes a quote.</summary>
    public static string Code(string? text, int most) => $"`{Plain(text?.Replace('`', '\''), most - 2)}`";

    /// <summary>A time as the reader's own clock shows it, and in UTC where Slack can't.</summary>
    public static string Date(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"<!date^{time.ToUnixTimeSeconds()}^{{date_short_pretty}} {{time_secs}}|{UtcText.Of(time)}>");

    /// <summary>A person: mentioned where the policy knows them in Slack, else by their address.</summary>
    public static string Person(People people, string address) =>
        people.ByAddress(address)?.SlackUser is { } id && SlackId.Is(id, SlackId.Person) ? $"<@{id}>" : $"`{Escaped(PlainText.Of(address.Replace('`', '\''), 100), 100)}`";

    /// <summary>A link that this product made. No address that came from outside is ever one.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="words">What is read; this product's own words.</param>
    public static string Link(Uri address, string words) =>
        $"<{Escaped(address.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal), 3000)}|{Escaped(words, 100)}>";

    /// <summary>Escapes exactly what Slack says, and ends between two characters, not within one.</summary>
    internal static string Escaped(string text, int most)
    {
        StringBuilder escaped = new();
        foreach (var rune in text.EnumerateRunes())
        {
            var one = rune.Value switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => rune.ToString() };
            if (escaped.Length + one.Length > most)
                return ShortenedTo(escaped, most - 1).Append(Cut).ToString();
            escaped.Append(one);
        }

        return escaped.ToString();
    }

    // What was written last goes whole: an entity, or both halves of a pair.
    private static StringBuilder ShortenedTo(StringBuilder escaped, int most)
    {
        while (escaped.Length > most)
        {
            var entity = escaped[^1] == ';' ? escaped.ToString().LastIndexOf('&') : -1;
            var length = entity >= 0 && escaped.Length - entity <= "&amp;".Length ? escaped.Length - entity : char.IsLowSurrogate(escaped[^1]) ? 2 : 1;
            escaped.Length -= length;
        }

        return escaped;
    }
}
