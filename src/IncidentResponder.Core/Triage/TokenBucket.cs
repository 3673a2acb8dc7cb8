namespace IncidentResponder.Core.Triage;

/// <summary>
/// A token bucket that is one instant: the time at which it will be full again. Each token taken moves that time on by what it takes to
/// make one (the generic cell rate algorithm, ITU-T I.371).
/// </summary>
public static class TokenBucket
{
    // Copies of a function do not have the same time to the second; a tenth of a token may be owed.
    private const double Owed = 0.1;

    /// <summary>Takes a token: when the bucket is full again after it, or null when there is none to take.</summary>
    /// <param name="fullAt">When it is full again; null for a bucket that nobody has taken from.</param>
    /// <param name="now">Now.</param>
    /// <param name="rate">Its size, and how fast it fills.</param>
    public static DateTimeOffset? Take(DateTimeOffset? fullAt, DateTimeOffset now, Rate rate)
    {
        var token = TimeSpan.FromHours(1) / rate.PerHour;
        var after = (fullAt > now ? fullAt.Value : now) + token;
        return after - now <= token * (rate.Burst + Owed) ? after : null;
    }
}
