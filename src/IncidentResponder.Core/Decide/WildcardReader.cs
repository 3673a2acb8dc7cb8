using System.Collections.Immutable;
using System.Text;

namespace IncidentResponder.Core.Decide;

/// <summary>Reads a <c>wildcard</c> into the texts between its stars; a backslash makes a star or a backslash plain.</summary>
internal static class WildcardReader
{
    public static ImmutableArray<string> Read(string text, string path)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var part = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\')
                part.Append(at + 1 < text.Length && text[at + 1] is '*' or '\\' ? text[++at] : throw BadEscape(text, path));
            else if (text[at] != '*')
                part.Append(text[at]);
            else if (at > 0 && text[at - 1] == '*' && part.Length == 0)
                throw EventPatternReader.Wrong(path, $"has two stars side by side in the wildcard '{text}'; one does the same");
            else
            {
                parts.Add(part.ToString());
                part.Clear();
            }
        }

        parts.Add(part.ToString());
        return parts.ToImmutable();
    }

    private static FormatException BadEscape(string text, string path) =>
        EventPatternReader.Wrong(path, $"has a backslash in the wildcard '{text}' that stands before neither * nor \\");
}
