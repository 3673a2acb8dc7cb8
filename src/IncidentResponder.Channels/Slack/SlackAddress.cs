namespace IncidentResponder.Channels.Slack;

/// <summary>Where an incident's card is, and up to which moment people were told in its thread.</summary>
/// <param name="Channel">The channel's id.</param>
/// <param name="TimeStamp">The message's time stamp.</param>
/// <param name="Moment">The moment; empty where it is not known.</param>
internal sealed record SlackAddress(string Channel, string TimeStamp, string Moment)
{
    /// <summary>Reads "C012ABCDEF/1768356451.000100/asked2"; null when it is none.</summary>
    internal static SlackAddress? Read(string? text) => text?.Split('/') switch
    {
        [var channel, var timeStamp, var moment] when SlackId.IsTimeStamp(timeStamp) => new(channel, timeStamp, moment),
        [var channel, var timeStamp] when SlackId.IsTimeStamp(timeStamp) => new(channel, timeStamp, ""),
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Channel}/{TimeStamp}/{Moment}";
}
