namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>How a state is tried again after certain errors.</summary>
/// <param name="ErrorEquals">The errors' names.</param>
/// <param name="Interval">The pause before the first retry.</param>
/// <param name="MaxAttempts">How many retries; 0 for none.</param>
/// <param name="BackoffRate">What each further pause is multiplied by.</param>
/// <param name="MaxDelay">The longest pause; null without a bound.</param>
/// <param name="HasFullJitter">Whether each pause is drawn between nothing and its length.</param>
internal sealed record Retrier(
    IReadOnlyList<string> ErrorEquals,
    TimeSpan Interval,
    int MaxAttempts,
    decimal BackoffRate,
    TimeSpan? MaxDelay,
    bool HasFullJitter)
{
    /// <summary>AWS's bound on a pause, and so on what back-off can reach.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(99_999_999);

    /// <summary>The pause before a retry, jitter aside.</summary>
    /// <param name="retry">1 for the first.</param>
    public TimeSpan PauseBefore(int retry)
    {
        TimeSpan bound = MaxDelay ?? Longest;
        TimeSpan pause = Interval;
        for (int i = 1; i < retry && pause < bound; i++)
            pause = TimeSpan.FromTicks((long)Math.Min(pause.Ticks * BackoffRate, bound.Ticks));
        return pause < bound ? pause : bound;
    }
}
