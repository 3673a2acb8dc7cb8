using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Functions.Page;

/// <summary>How foreign text comes onto the page: one clean line of bounded length.</summary>
internal static class Shown
{
    // As many bytes as 160 characters of any script have; only text made of what must be encoded is cut earlier.
    private const int MostBytes = 480;

    /// <summary>A line of evidence or of a step.</summary>
    internal static string Line(string? text) => Within(PlainText.Of(text, 160), MostBytes);

    /// <summary>A word or two: the name of a source.</summary>
    internal static string Word(string? text) => PlainText.Of(text, 40);

    /// <summary>A call of the plan. It is what people approve, so it is shown whole: only what can't be seen is taken out.</summary>
    internal static string Call(string text) => PlainText.Of(text, 2000);

    /// <summary>A time.</summary>
    internal static Html Time(DateTimeOffset at) =>
        Html.Of($"""<time datetime="{at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ")}">{UtcText.Of(at)}</time>""");

    // What a text takes when it is encoded: six bytes for a quotation mark, nine for a character beyond the basic plane.
    private static string Within(string text, int bytes)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes -= rune switch
            {
                { IsAscii: true } when char.IsAsciiLetterOrDigit((char)rune.Value) || " -_.,:;/()[]=".Contains((char)rune.Value, StringComparison.Ordinal) => 1,
                { IsAscii: true } => 6,
                { IsBmp: true } => 3,
                _ => 9,
            };
            if (bytes < 0)
                return $"{text[..at]}…";
            at += rune.Utf16SequenceLength;
        }

        return text;
    }

    /// <summary>A list of lines, cut after so many with a word about the rest.</summary>
    internal static Html List(IReadOnlyCollection<Html> items, int most, string rest) => items.Count == 0 ? Html.Empty : Html.Of($"""
        <ul>{Html.Join(items.Take(most), item => Html.Of($"<li>{item}</li>"))}{Html.When(items.Count > most, () => Html.Of($"<li>and {items.Count - most} more {rest}</li>"))}</ul>
        """);
}
