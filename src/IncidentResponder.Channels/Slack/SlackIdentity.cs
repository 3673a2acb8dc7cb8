namespace IncidentResponder.Channels.Slack;

/// <summary>Who a person in Slack is.</summary>
public abstract record SlackIdentity
{
    private SlackIdentity()
    {
    }

    /// <summary>A person whom an address names.</summary>
    /// <param name="Address">The person's main e-mail address, in lower case.</param>
    public sealed record Somebody(string Address) : SlackIdentity;

    /// <summary>Nobody who can answer: an app, a guest, somebody of elsewhere, or somebody without a confirmed address.</summary>
    /// <param name="Why">Why, for the person.</param>
    public sealed record Nobody(string Why) : SlackIdentity;

    /// <summary>It can't be told now, so nobody is believed to be anybody.</summary>
    /// <param name="Why">Why, and what to do.</param>
    public sealed record Unknown(string Why) : SlackIdentity;
}
