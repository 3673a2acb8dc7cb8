namespace IncidentResponder.LocalCloud.Time;

/// <summary>One piece of work that runs in real time; the clock doesn't jump until it is disposed of.</summary>
internal sealed class WorkInProgress(LocalClock clock) : IDisposable
{
    private LocalClock? clock = clock;

    /// <summary>Ends the work; a second call changes nothing.</summary>
    public void Dispose() => Interlocked.Exchange(ref clock, null)?.EndWork();
}
