namespace IncidentResponder.Channels.Slack;

/// <summary>What became of posting a message, or of changing it.</summary>
internal abstract record SlackPosted
{
    private SlackPosted()
    {
    }

    /// <summary>It is there.</summary>
    /// <param name="TimeStamp">Its time stamp, by which Slack names it.</param>
    /// <param name="AsSent">It says what was sent; false where an earlier call's message was found, which may say something older.</param>
    internal sealed record There(string TimeStamp, bool AsSent) : SlackPosted;

    /// <summary>Somebody has deleted it, or it can't be changed.</summary>
    internal sealed record Gone : SlackPosted;
}
