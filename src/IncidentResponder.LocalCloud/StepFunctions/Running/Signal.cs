using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>
/// What a flow waits for; the first that ends it wins. Ending it begins the work that the flow goes on with, so that
/// the clock sees no idle moment between the two.
/// </summary>
internal sealed class Signal<T>(LocalClock clock)
{
    private readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IDisposable? work;

    public Task<T> Task => source.Task;

    public bool IsEnded => Volatile.Read(ref work) is not null;

    /// <summary>Ends the wait with a value; false when it has ended before.</summary>
    public bool TryEnd(T value)
    {
        if (!TryBegin())
            return false;
        source.SetResult(value);
        return true;
    }

    /// <summary>Ends the wait as cancelled; false when it has ended before.</summary>
    public bool TryAbort()
    {
        if (!TryBegin())
            return false;
        source.SetCanceled();
        return true;
    }

    /// <summary>Hands the work over to the flow that waited.</summary>
    public IDisposable TakeWork() => work ?? throw new InvalidOperationException("The signal has not ended.");

    private bool TryBegin()
    {
        IDisposable begun = clock.BeginWork();
        if (Interlocked.CompareExchange(ref work, begun, null) is null)
            return true;
        begun.Dispose();
        return false;
    }
}
