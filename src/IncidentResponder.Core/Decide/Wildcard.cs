namespace IncidentResponder.Core.Decide;

/// <summary>Compares a text with a pattern in which each "*" stands for any number of characters. Case counts.</summary>
public static class Wildcard
{
    /// <summary>Whether the whole text fits the pattern.</summary>
    public static bool Matches(string pattern, string text)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return string.Equals(pattern, text, StringComparison.Ordinal);

        if (!text.AsSpan().StartsWith(pattern.AsSpan(0, star), StringComparison.Ordinal))
            return false;

        var open = pattern.AsSpan(star + 1);
        var rest = text.AsSpan(star);
        for (star = open.IndexOf('*'); star >= 0; star = open.IndexOf('*'))
        {
            var found = rest.IndexOf(open[..star], StringComparison.Ordinal);
            if (found < 0)
                return false;

            rest = rest[(found + star)..];
            open = open[(star + 1)..];
        }

        return rest.EndsWith(open, StringComparison.Ordinal);
    }
}
