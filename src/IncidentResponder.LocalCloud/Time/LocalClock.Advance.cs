namespace IncidentResponder.LocalCloud.Time;

/// <content>Moving the clock: by hand, and by itself while nothing is at work.</content>
public sealed partial class LocalClock
{
    private readonly List<TaskCompletionSource> idleWaiters = [];
    private IReadOnlySet<WaitKind> jumpsTo = WaitsAndRetries.ToHashSet();
    private bool fastForward;
    private bool jumping;
    private int atWork;

    /// <summary>
    /// Whether the clock jumps to the next due time by itself whenever nothing is at work in real time, see
    /// <see cref="BeginWork"/>. It never jumps past a due time of a kind that <see cref="JumpsTo"/> leaves out.
    /// </summary>
    public bool FastForward
    {
        get
        {
            lock (gate)
                return fastForward;
        }

        set
        {
            lock (gate)
                fastForward = value;
            JumpWhenIdle();
        }
    }

    /// <summary>
    /// The kinds of due times that <see cref="FastForward"/> may jump to: at first Wait and Retry. With Heartbeat and
    /// TaskTimeout too, time that people have to answer passes as well.
    /// </summary>
    public IReadOnlySet<WaitKind> JumpsTo
    {
        get
        {
            lock (gate)
                return jumpsTo;
        }

        set
        {
            lock (gate)
                jumpsTo = value;
            JumpWhenIdle();
        }
    }

    /// <summary>Whether anything is at work in real time.</summary>
    public bool AtWork
    {
        get
        {
            lock (gate)
                return atWork > 0;
        }
    }

    /// <summary>Says that something now runs in real time, such as a function; until it is disposed of the clock makes no jump by itself.</summary>
    public IDisposable BeginWork()
    {
        lock (gate)
            atWork++;
        return new WorkInProgress(this);
    }

    /// <summary>Moves the clock on at once. What falls due on the way is called in order, and what goes on then sees the final time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative: the clock never goes back.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (gate)
            offset += by;
        FireDue();
    }

    /// <summary>Moves the clock on to a moment; one that is past changes nothing.</summary>
    public void AdvanceTo(DateTimeOffset moment)
    {
        TimeSpan by = moment - GetUtcNow();
        if (by > TimeSpan.Zero)
            Advance(by);
    }

    /// <summary>
    /// Moves the clock on as if the time passed: it stops at each due time on the way, until all the work that
    /// begins there has ended or waits again.
    /// </summary>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset target = GetUtcNow() + by;
        await IdleAsync(cancel);
        while (NextDue is { } due && due <= target)
        {
            AdvanceTo(due);
            await IdleAsync(cancel);
        }

        AdvanceTo(target);
        await IdleAsync(cancel);
    }

    /// <summary>Moves the clock on to the next due time, of whatever kind but Background.</summary>
    /// <returns>The new time, or null when nothing waits.</returns>
    public DateTimeOffset? JumpToNextDue()
    {
        if (NextDue is not { } due)
            return null;
        AdvanceTo(due);
        return due;
    }

    /// <summary>Ends as soon as nothing is at work.</summary>
    public async Task IdleAsync(CancellationToken cancel)
    {
        TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (atWork == 0)
                return;
            idleWaiters.Add(idle);
        }

        await idle.Task.WaitAsync(cancel);
    }

    internal void EndWork()
    {
        lock (gate)
        {
            if (--atWork > 0)
                return;
            idleWaiters.ForEach(idle => idle.TrySetResult());
            idleWaiters.Clear();
        }

        JumpWhenIdle();
    }

    /// <summary>Jumps for as long as nothing is at work and the next due time is of a kind to jump to.</summary>
    private void JumpWhenIdle()
    {
        lock (gate)
        {
            if (jumping)
                return;
            jumping = true;
        }

        while (BeginJump())
            FireDue();
    }

    private bool BeginJump()
    {
        lock (gate)
        {
            if (fastForward && atWork == 0 && FirstDue() is { } next && jumpsTo.Contains(next.Kind))
            {
                TimeSpan left = next.Due - (real.GetUtcNow() + offset);
                offset += left > TimeSpan.Zero ? left : TimeSpan.Zero;
                return true;
            }

            jumping = false;
            return false;
        }
    }
}
