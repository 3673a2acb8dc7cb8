namespace IncidentResponder.Core.SignIn;

/// <summary>Somebody who has signed in at the organization's identity provider.</summary>
public sealed record Session
{
    /// <summary>How long a session lasts, whatever is done in it: a shift.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(8);

    /// <summary>
    /// How long after people proved who they are the session stands in for a one-time code. Later it only shows, and codes are asked for,
    /// so that a screen that was left open decides nothing.
    /// </summary>
    public static TimeSpan Vouching { get; } = TimeSpan.FromHours(1);

    /// <summary>The confirmed e-mail address that the provider gave, in lower case.</summary>
    public required string Address { get; init; }

    /// <summary>When the person proved who they are to the provider; null when the provider does not say, and then the session never vouches.</summary>
    public DateTimeOffset? ProvedAt { get; init; }

    /// <summary>When it ends: at this instant it is no longer good.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Whether it stands in for a one-time code.</summary>
    public bool Vouches(DateTimeOffset now) => now < EndsAt && now < ProvedAt + Vouching;
}
