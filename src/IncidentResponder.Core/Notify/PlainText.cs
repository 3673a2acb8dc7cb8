using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentResponder.Core.Notify;

/// <summary>Makes text that an attacker may have chosen harmless for people's eyes: one line, visible characters, a bounded length.</summary>
public static partial class PlainText
{
    private const string Cut = "…";

    /// <summary>
    /// One line without control, bidirectional, zero-width, private-use or unassigned characters and without half surrogate pairs;
    /// runs of white space become one space.
    /// </summary>
    /// <param name="text">The text; null reads as empty.</param>
    /// <param name="most">The most UTF-16 units of the result.</param>
    public static string Of(string? text, int most)
    {
        var clean = new StringBuilder();
        foreach (var rune in Bounded(text ?? "", most).EnumerateRunes())
            Append(clean, rune);
        var whole = clean.ToString().TrimEnd();
        return whole.Length <= most && (text?.Length ?? 0) <= Look(most) ? whole : Shorten(whole, most);
    }

    /// <summary>As <see cref="Of"/>, and nothing in it is a link any more: "hxxp[:]//evil[.]example".</summary>
    public static string Defanged(string? text, int most)
    {
        var clean = Of(text, most);
        var dead = Scheme().Replace(clean, m => $"{m.Groups[1].Value.Replace("tt", "xx", StringComparison.OrdinalIgnoreCase)}[:]//");
        return Shorten(HostDot().Replace(dead, "[.]"), most);
    }

    /// <summary>Printable ASCII, at most so long: for subjects. "=?", by which mail programs know a word that they are to decode, becomes "=.".</summary>
    public static string Ascii(string? text, int most) =>
        Shorten(string.Concat(Of(text, 4 * most).Select(c => c is >= ' ' and <= '~' ? c : '?')).Replace("=?", "=.", StringComparison.Ordinal), most, "...");

    // Much longer texts than can be shown are not worth walking through.
    private static int Look(int most) => (8 * most) + 64;

    private static string Bounded(string text, int most) => text.Length <= Look(most) ? text : text[..Look(most)];

    private static void Append(StringBuilder clean, Rune rune)
    {
        if (rune == Rune.ReplacementChar || !Visible(rune))
            return;
        if (!Rune.IsWhiteSpace(rune))
            clean.Append(rune.ToString());
        else if (clean.Length > 0 && clean[^1] != ' ')
            clean.Append(' ');
    }

    private static bool Visible(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static string Shorten(string text, int most, string mark = Cut)
    {
        if (text.Length <= most)
            return text;
        var end = most - mark.Length;
        if (char.IsHighSurrogate(text[end - 1]))
            end--;
        return text[..end].TrimEnd() + mark;
    }

    [GeneratedRegex(@"\b([a-z][a-z0-9+.-]{1,15})\s*:\s*//", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    // A dot with a letter or digit on both sides can make a host name or an address of it.
    [GeneratedRegex(@"(?<=[\p{L}\p{N}])[.\u3002\uFF0E\uFF61](?=[\p{L}\p{N}])", RegexOptions.CultureInvariant)]
    private static partial Regex HostDot();
}
