using System.Net;
using System.Text.RegularExpressions;

namespace IncidentResponder.LocalCloud.Slack;

/// <summary>Shows mrkdwn and plain text as a reader of Slack sees them, as HTML.</summary>
internal static partial class SlackMarkdown
{
    /// <summary>Plain text: Slack knows three entities there and no formats.</summary>
    internal static string Plain(string text) => Lines(WebUtility.HtmlEncode(Unescaped(text)));

    /// <summary>mrkdwn: people, dates and links between angle brackets; code, within which nothing is a format; bold.</summary>
    /// <param name="text">The text.</param>
    /// <param name="members">Who may be mentioned.</param>
    internal static string Html(string text, IEnumerable<SlackMember> members) =>
        Lines(string.Concat(Code().Split(text).Select((part, index) => index % 2 == 1 ? $"<code>{Words(part, members)}</code>" : Bold().Replace(Words(part, members), "<b>$1</b>"))));

    private static string Words(string text, IEnumerable<SlackMember> members) =>
        string.Concat(Token().Split(text).Select((part, index) => index % 2 == 1 ? Special(part, members) : WebUtility.HtmlEncode(Unescaped(part))));

    private static string Special(string token, IEnumerable<SlackMember> members)
    {
        string words = token.Split('|') is [_, var label] ? label : token;
        string shown = WebUtility.HtmlEncode(Unescaped(words));
        return token switch
        {
            ['@', ..] => $"<mark>@{WebUtility.HtmlEncode(members.FirstOrDefault(one => $"@{one.Id}" == token)?.Name ?? token[1..])}</mark>",
            ['!', 'd', 'a', 't', 'e', '^', ..] => $"<time>{shown}</time>",
            ['!', ..] => $"<mark class=\"call\">@{WebUtility.HtmlEncode(token[1..])}</mark>",
            _ when Uri.TryCreate(Unescaped(token.Split('|')[0]), UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" =>
                $"<a rel=\"noreferrer\" href=\"{WebUtility.HtmlEncode(Unescaped(token.Split('|')[0]))}\">{shown}</a>",
            _ => shown,
        };
    }

    private static string Unescaped(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    private static string Lines(string html) => html.Replace("\n", "<br>", StringComparison.Ordinal);

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("<([^<>]*)>")]
    private static partial Regex Token();

    [GeneratedRegex(@"(?<![\w*])\*([^*\n]+)\*(?![\w*])")]
    private static partial Regex Bold();
}
