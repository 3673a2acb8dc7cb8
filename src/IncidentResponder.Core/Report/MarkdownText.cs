using System.Text;
using System.Text.RegularExpressions;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Core.Report;

/// <summary>Text as Markdown in which nothing of it is markup: neither for CommonMark nor for the extensions that GitHub and others add.</summary>
internal static partial class MarkdownText
{
    private const string Special = "\\`*_{}[]<>|~&$^+=\"";
    private const int Longest = 4000;

    /// <summary>One line of text, to stand after a mark of ours or in a cell.</summary>
    internal static string Line(string text)
    {
        var clean = PlainText.Of(text, Longest);
        HashSet<int> more = [.. Prefixes().Matches(clean).Select(match => match.Index + match.Length - 1)];
        if (Opening().Match(clean) is { Success: true } opening)
            more.Add(opening.Length - 1);
        var escaped = new StringBuilder(clean.Length + 16);
        for (var at = 0; at < clean.Length; at++)
        {
            if (Special.Contains(clean[at], StringComparison.Ordinal) || more.Contains(at))
                escaped.Append('\\');
            escaped.Append(clean[at]);
        }

        return escaped.ToString();
    }

    /// <summary>Lines to the letter, between fences that none of them can close.</summary>
    internal static string Fenced(IEnumerable<string> lines)
    {
        var content = string.Join('\n', lines.Select(line => PlainText.Of(line, Longest)));
        var fence = new string('`', Math.Max(3, 1 + Ticks().Matches(content).Select(match => match.Length).DefaultIfEmpty().Max()));
        return $"{fence}text\n{content}\n{fence}\n";
    }

    // At the beginning of a line: a heading, a list, a rule. Only the mark's last character is escaped, which undoes all of it.
    [GeneratedRegex(@"\A(?:#|[-:]|[A-Za-z0-9]{1,9}[.)])", RegexOptions.CultureInvariant)]
    private static partial Regex Opening();

    // What is taken for a link without any mark, and two colons, which some take for a container.
    [GeneratedRegex(@"\b(?:(?:mailto|xmpp|tel|news|ftp|file|https?|data|javascript|vbscript)\s*:|www\.)|::", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Prefixes();

    [GeneratedRegex("`+", RegexOptions.CultureInvariant)]
    private static partial Regex Ticks();
}
