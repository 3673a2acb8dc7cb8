using System.Globalization;
using System.Text;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Aws.Notify;

/// <summary>Texts as mail may hold them, whatever a notice brings.</summary>
internal static class MailText
{
    private const int LongestSubject = 99;
    private const int LongestTag = 256;

    // SES takes 40 MB; nobody reads that.
    private const int LongestBody = 200_000;

    /// <summary>Printable ASCII on one line: no header can begin in it.</summary>
    internal static string Subject(string subject) => PlainText.Ascii(subject, LongestSubject) is { Length: > 0 } clean ? clean : "(no subject)";

    /// <summary>Lines of visible characters.</summary>
    internal static string Body(string body)
    {
        var cut = body.Length > LongestBody;
        StringBuilder clean = new();
        foreach (var rune in (cut ? body[..LongestBody] : body).EnumerateRunes())
        {
            if (rune.Value is '\n' || (Visible(rune) && rune != Rune.ReplacementChar))
                clean.Append(rune.ToString());
        }

        return cut ? clean.Append("\n(cut; the rest is in the incident's record)\n").ToString() : clean.ToString();
    }

    /// <summary>A tag's value: SES takes letters, digits, '_' and '-' in it, so that "ada@example.com" becomes "ada_at_example_com".</summary>
    internal static string Tag(string value)
    {
        var spelt = string.Concat(value.Replace("@", "_at_", StringComparison.Ordinal).Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' ? character : '_'));
        return spelt.Length == 0 ? "none" : spelt[..Math.Min(spelt.Length, LongestTag)];
    }

    private static bool Visible(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
