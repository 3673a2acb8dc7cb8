namespace IncidentResponder.Channels.Slack;

/// <summary>Slack's ids: a letter that says of what, then capitals and digits.</summary>
internal static class SlackId
{
    /// <summary>The first letters of people's ids.</summary>
    internal const string Person = "UW";

    private const int Longest = 32;

    /// <summary>Whether a text is an id of one of these kinds.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kinds">The letters with which it may begin.</param>
    internal static bool Is(string? text, string kinds) =>
        text is { Length: > 1 and <= Longest } && kinds.Contains(text[0], StringComparison.Ordinal) && text.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character));

    /// <summary>Whether a text is a message's time stamp: digits, a point, digits.</summary>
    internal static bool IsTimeStamp(string? text) =>
        text?.Split('.') is [{ Length: > 0 and <= 20 } seconds, { Length: > 0 and <= 20 } rest] && seconds.All(char.IsAsciiDigit) && rest.All(char.IsAsciiDigit);
}
