using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Choices;

/// <summary>The pattern of StringMatches: a star stands for any characters, \* for a star and \\ for a backslash.</summary>
internal static class TextPattern
{
    public static bool Matches(JsonNode? value, JsonNode? pattern) =>
        JsonText.AsText(value) is { } text && JsonText.AsText(pattern) is { } stars && Fits(text, Parts(stars));

    /// <summary>The literal parts between the stars.</summary>
    private static List<string> Parts(string pattern)
    {
        List<string> parts = [""];
        for (int at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\' && at + 1 < pattern.Length && pattern[at + 1] is '*' or '\\')
                parts[^1] += pattern[++at];
            else if (pattern[at] == '*')
                parts.Add("");
            else
                parts[^1] += pattern[at];
        }

        return parts;
    }

    private static bool Fits(string text, List<string> parts)
    {
        if (parts.Count == 1)
            return text == parts[0];
        if (!text.StartsWith(parts[0], StringComparison.Ordinal) || text.Length < parts[0].Length + parts[^1].Length)
            return false;
        int at = parts[0].Length;
        foreach (string part in parts[1..^1])
        {
            int found = text.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + part.Length;
        }

        return text.Length - at >= parts[^1].Length && text.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
