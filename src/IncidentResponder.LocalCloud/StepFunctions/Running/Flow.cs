using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>
/// One thread of control in an execution: the whole machine, a branch or an iteration. It counts as work in real time,
/// but for the time that it spends waiting.
/// </summary>
internal sealed class Flow(Execution execution, LocalClock clock, int lastEvent, CancellationToken abort) : IDisposable
{
    private readonly Lock gate = new();
    private IDisposable work = clock.BeginWork();

    public Execution Execution => execution;

    public LocalClock Clock => clock;

    /// <summary>Whether this is a branch or an iteration.</summary>
    public bool IsInner { get; private init; }

    /// <summary>Cancelled when the execution, or the state around this flow, is given up.</summary>
    public CancellationToken Abort => abort;

    /// <summary>The event that the flow's next event follows.</summary>
    public int LastEvent { get; set; } = lastEvent;

    /// <summary>Adds an event that follows the flow's last one.</summary>
    public int Record(string type, JsonObject? details = null)
    {
        lock (gate)
        {
            LastEvent = execution.Record(LastEvent, type, details);
            return LastEvent;
        }
    }

    /// <summary>Adds an event that nothing follows.</summary>
    public void RecordAside(string type, JsonObject? details = null) => execution.Record(LastEvent, type, details);

    /// <summary>Adds an event from outside this flow while it waits, unless it waits no more.</summary>
    public void RecordUnless(Func<bool> over, string type, JsonObject details)
    {
        lock (gate)
        {
            if (!over())
                Record(type, details);
        }
    }

    /// <summary>A flow beside this one, inside the state that this one is in.</summary>
    public Flow Branch(CancellationToken abort) => new(execution, clock, LastEvent, abort) { IsInner = true };

    /// <summary>Waits, without counting as work, until the signal ends or the flow is given up.</summary>
    /// <exception cref="OperationCanceledException">The flow is given up.</exception>
    public async Task<T> ParkAsync<T>(Signal<T> signal)
    {
        using CancellationTokenRegistration given = abort.Register(() => signal.TryAbort());
        return await JoinAsync(signal);
    }

    /// <summary>Waits for flows that were started from this one; they end by themselves when they are given up.</summary>
    public async Task<T> JoinAsync<T>(Signal<T> signal)
    {
        work.Dispose();
        try
        {
            return await signal.Task;
        }
        finally
        {
            work = signal.TakeWork();
        }
    }

    public void Dispose() => work.Dispose();
}
