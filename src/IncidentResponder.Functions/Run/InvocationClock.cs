namespace IncidentResponder.Functions.Run;

/// <summary>
/// The time of one invocation: the trigger's own time, and from there as long as it takes. A response is then dated
/// by what set it off, and a local cloud can let a day pass without waiting for it.
/// </summary>
/// <param name="trigger">When the trigger happened, as the trigger says.</param>
/// <param name="real">What measures how long it takes.</param>
public sealed class InvocationClock(DateTimeOffset trigger, TimeProvider real) : TimeProvider
{
    private readonly long _began = real.GetTimestamp();

    /// <inheritdoc/>
    public override long TimestampFrequency => real.TimestampFrequency;

    /// <summary>A clock that starts at the trigger's time now.</summary>
    public static InvocationClock Since(DateTimeOffset trigger) => new(trigger, System);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => (trigger + real.GetElapsedTime(_began)).ToUniversalTime();

    /// <inheritdoc/>
    public override long GetTimestamp() => real.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);
}
