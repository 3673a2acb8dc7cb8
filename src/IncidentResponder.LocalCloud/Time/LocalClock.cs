namespace IncidentResponder.LocalCloud.Time;

/// <summary>
/// The local cloud's clock: real time plus an offset that only grows. Waits are registered with it, so that
/// advancing it ends every wait that falls due, and an hour's wait costs no real hour.
/// </summary>
public sealed partial class LocalClock : TimeProvider, IDisposable
{
    private static readonly WaitKind[] WaitsAndRetries = [WaitKind.Wait, WaitKind.Retry];

    private readonly Lock gate = new();
    private readonly SortedSet<DueTime> dues = [];
    private readonly TimeProvider real;
    private readonly ITimer alarm;
    private TimeSpan offset;
    private long registered;

    /// <summary>Makes a clock that shows real time until it is advanced.</summary>
    /// <param name="real">Where real time comes from; null for the machine's own.</param>
    public LocalClock(TimeProvider? real = null)
    {
        this.real = real ?? System;
        alarm = this.real.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How far this clock is ahead of real time.</summary>
    public TimeSpan Offset
    {
        get
        {
            lock (gate)
                return offset;
        }
    }

    /// <summary>When the next wait ends, timers of the local cloud itself left aside; null when nothing waits.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate)
                return FirstDue()?.Due;
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => real.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return real.GetUtcNow() + offset;
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (gate)
            return real.GetTimestamp() + (long)(offset.TotalSeconds * real.TimestampFrequency);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ClockTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Ends after a time on this clock; a wait of this kind is one that <see cref="FastForward"/> may jump over.</summary>
    public Task WaitAsync(TimeSpan duration, CancellationToken cancel) => WaitAsync(duration, WaitKind.Wait, cancel);

    /// <summary>Ends after a time on this clock.</summary>
    /// <param name="duration">How long; zero or less ends at once.</param>
    /// <param name="kind">What the wait is for.</param>
    /// <param name="cancel">Ends the wait early, as cancelled.</param>
    public async Task WaitAsync(TimeSpan duration, WaitKind kind, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable due = CallIn(duration, kind, () => ended.TrySetResult());
        using CancellationTokenRegistration given = cancel.Register(() => ended.TrySetCanceled(cancel));
        await ended.Task;
    }

    /// <summary>Ends all timers; nothing that is still registered is called.</summary>
    public void Dispose()
    {
        lock (gate)
            dues.Clear();
        alarm.Dispose();
    }

    /// <summary>Calls back once, at once when the time is zero or past. The call comes from a thread that must not be blocked.</summary>
    /// <param name="duration">How long from now.</param>
    /// <param name="kind">What the time is for.</param>
    /// <param name="call">What to call; work that it begins is seen before the clock may jump on.</param>
    /// <returns>Disposing of it calls it off.</returns>
    public IDisposable CallIn(TimeSpan duration, WaitKind kind, Action call)
    {
        DueTime due;
        lock (gate)
        {
            due = new DueTime(this, real.GetUtcNow() + offset + duration, registered++, kind, call);
            dues.Add(due);
        }

        FireDue();
        JumpWhenIdle();
        return due;
    }

    internal void CallOff(DueTime due)
    {
        lock (gate)
            dues.Remove(due);
        JumpWhenIdle();
    }

    private DueTime? FirstDue() => dues.FirstOrDefault(due => due.Kind is not WaitKind.Background);

    /// <summary>Calls everything that has fallen due, the earliest first, then sets the alarm for the next.</summary>
    private void FireDue()
    {
        while (TakeDue() is { } due)
            due.Call();
    }

    private DueTime? TakeDue()
    {
        lock (gate)
        {
            DueTime? first = dues.Min;
            if (first is null)
                return null;
            TimeSpan left = first.Due - (real.GetUtcNow() + offset);
            if (left <= TimeSpan.Zero)
            {
                dues.Remove(first);
                return first;
            }

            alarm.Change(left < LongestAlarm ? left : LongestAlarm, Timeout.InfiniteTimeSpan);
            return null;
        }
    }

    /// <summary>System timers hold 49 days; on a shorter alarm the clock only looks again.</summary>
    private static readonly TimeSpan LongestAlarm = TimeSpan.FromDays(1);
}
