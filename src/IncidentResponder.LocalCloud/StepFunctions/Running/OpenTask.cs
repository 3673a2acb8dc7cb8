using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>A task that has not ended, and its timers.</summary>
internal sealed class OpenTask(LocalClock clock, TimeSpan? timeout, TimeSpan? heartbeat) : IDisposable
{
    private readonly Lock gate = new();
    private IDisposable? limit;
    private IDisposable? nextHeartbeat;
    private bool closed;

    public Signal<TaskEnd> End { get; } = new(clock);

    /// <summary>Starts the timers.</summary>
    public void Start()
    {
        if (timeout is { } most)
            limit = clock.CallIn(most, WaitKind.TaskTimeout, () => End.TryEnd(new TaskEnd.TimedOut(HeartbeatMissed: false)));
        Beat();
    }

    /// <summary>Gives the task a whole heartbeat's time again; false when it has ended.</summary>
    public bool Beat()
    {
        lock (gate)
        {
            if (closed || End.IsEnded)
                return false;
            nextHeartbeat?.Dispose();
            if (heartbeat is { } most)
                nextHeartbeat = clock.CallIn(most, WaitKind.Heartbeat, () => End.TryEnd(new TaskEnd.TimedOut(HeartbeatMissed: true)));
            return true;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            limit?.Dispose();
            nextHeartbeat?.Dispose();
        }
    }
}
