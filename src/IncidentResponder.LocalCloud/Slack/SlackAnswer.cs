namespace IncidentResponder.LocalCloud.Slack;

/// <summary>What a method of the API answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON.</param>
public sealed record SlackAnswer(int Status, string Body)
{
    /// <summary>After how many seconds to ask again; null where it does not matter.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>It was done, and the connection ends before anybody is told.</summary>
    public bool IsLost { get; init; }
}
