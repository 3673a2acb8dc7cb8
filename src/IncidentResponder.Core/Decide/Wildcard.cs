namespace IncidentResponder.Core.Decide;

/// <summary>Compares a text with a pattern in which each "*" stands for any number of characters. Case counts.</summary>
public static class Wildcard
{
    /// <summary>Whether the whole text fits the pattern.</summary>
    public static bool Matches(string pattern, string text)
    {
        var pieces = pattern.Split('*');
        if (pieces.Length == 1)
            return string.Equals(pattern, text, StringComparison.Ordinal);

        if (!text.StartsWith(pieces[0], StringComparison.Ordinal))
            return false;

        var place = pieces[0].Length;
        foreach (var piece in pieces[1..^1])
        {
            var found = text.IndexOf(piece, place, StringComparison.Ordinal);
            if (found < 0)
                return false;

            place = found + piece.Length;
        }

        return text.Length - place >= pieces[^1].Length && text.EndsWith(pieces[^1], StringComparison.Ordinal);
    }
}
