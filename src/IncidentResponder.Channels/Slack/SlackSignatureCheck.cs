namespace IncidentResponder.Channels.Slack;

/// <summary>What became of checking who sent a request.</summary>
public enum SlackSignatureCheck
{
    /// <summary>Slack signed it, just now.</summary>
    Right,

    /// <summary>The time or the signature is missing.</summary>
    Missing,

    /// <summary>The time or the signature is none that Slack writes.</summary>
    Unreadable,

    /// <summary>It was signed too long ago, or in the future: it may be replayed.</summary>
    OutOfTime,

    /// <summary>The signature is of another text or by another secret.</summary>
    Wrong,
}
