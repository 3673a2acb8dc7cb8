namespace IncidentResponder.Core.Notify;

/// <summary>What a channel shows of an incident, as it is kept between two updates.</summary>
public sealed record ChannelPost
{
    /// <summary>The channel's name; see <see cref="IChannel.Name"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>Where it is, in the channel's own words: a message's channel and time stamp, a ticket's key; empty where nothing need be found again.</summary>
    public required string Address { get; init; }

    /// <summary>SHA-256 of what is shown, 64 lower-case hexadecimal digits: the same again is not sent.</summary>
    public required string Shown { get; init; }

    /// <summary>When it was last brought up to date.</summary>
    public required DateTimeOffset At { get; init; }
}
