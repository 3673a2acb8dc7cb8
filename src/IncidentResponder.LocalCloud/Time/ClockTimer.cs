namespace IncidentResponder.LocalCloud.Time;

/// <summary>A timer in the clock's own time, for code that takes a <see cref="TimeProvider"/>, such as Task.Delay.</summary>
internal sealed class ClockTimer(LocalClock clock, TimerCallback callback, object? state) : ITimer
{
    private readonly Lock gate = new();
    private IDisposable? next;
    private TimeSpan period = Timeout.InfiniteTimeSpan;
    private bool disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            if (disposed)
                return false;
            this.period = period;
            next?.Dispose();
            next = dueTime == Timeout.InfiniteTimeSpan ? null : clock.CallIn(dueTime, WaitKind.Background, Fire);
            return true;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            next?.Dispose();
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Fire()
    {
        lock (gate)
        {
            if (disposed)
                return;
            bool again = period > TimeSpan.Zero;
            next = again ? clock.CallIn(period, WaitKind.Background, Fire) : null;
        }

        // On the pool, as with system timers: a callback may block or throw without harm to the clock.
        ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
    }
}
