using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>One execution: its record, its history and its end.</summary>
internal sealed class Execution(string arn, string name, Machine machine, string input, LocalClock clock, Action<ExecutionMoment> tell)
    : IDisposable
{
    /// <summary>AWS's limit on a history.</summary>
    private const int LongestHistory = 25_000;

    private readonly Lock gate = new();
    private readonly List<HistoryEvent> history = [];
    private readonly CancellationTokenSource abort = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Ending? abortedAs;
    private Ending? ending;
    private DateTimeOffset? stopDate;
    private int entered;
    private int retries;

    public string Arn => arn;

    public string Name => name;

    public Machine Machine => machine;

    /// <summary>The input as it was given.</summary>
    public string Input => input;

    public DateTimeOffset StartDate { get; } = clock.GetUtcNow();

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? StopDate => Locked(() => stopDate);

    /// <summary>How it ended; null while it runs.</summary>
    public Ending? Ending => Locked(() => ending);

    public string Status => Ending?.Status ?? "RUNNING";

    public Transitions Transitions => Locked(() => new Transitions(entered, retries));

    /// <summary>Cancelled when the execution is stopped or times out.</summary>
    public CancellationToken Abort => abort.Token;

    /// <summary>Completed once the execution has ended.</summary>
    public Task Ended => ended.Task;

    public IReadOnlyList<HistoryEvent> History() => Locked(() => history.ToList());

    /// <summary>Adds an event to the history.</summary>
    /// <returns>The event's id.</returns>
    /// <exception cref="StatesFault">The history is full, so the execution ends.</exception>
    public int Record(int previous, string type, JsonObject? details)
    {
        lock (gate)
        {
            if (history.Count >= LongestHistory - 1 && !type.StartsWith("Execution", StringComparison.Ordinal))
                throw new StatesFault(StatesFault.Runtime, $"The execution reached the maximum number of history events ({LongestHistory}).");
            HistoryEvent next = new(history.Count + 1, previous, clock.GetUtcNow(), type, details);
            history.Add(next);
            return next.Id;
        }
    }

    /// <summary>Tells the followers, one moment after the other, and counts.</summary>
    public void Tell(MomentKind kind, string? state, string? detail)
    {
        lock (gate)
        {
            entered += kind is MomentKind.StateEntered ? 1 : 0;
            retries += kind is MomentKind.StateRetried ? 1 : 0;
            tell(new ExecutionMoment(kind, clock.GetUtcNow(), arn, name, machine.Name, state, detail));
        }
    }

    /// <summary>Stops all of the execution's flows; without effect once it has ended or is being stopped.</summary>
    public void AbortAs(Ending how)
    {
        lock (gate)
        {
            if (ending is not null || abortedAs is not null)
                return;
            abortedAs = how;
        }

        using IDisposable work = clock.BeginWork();
        abort.Cancel();
    }

    /// <summary>Ends the execution. One that was stopped ends so, whatever its flows came to at the same time.</summary>
    public void End(Ending how, int previous)
    {
        lock (gate)
        {
            ending = abortedAs ?? how;
            stopDate = clock.GetUtcNow();
            Record(previous, ending.EventType, ending.Details());
            Tell(ending.Kind, null, (ending as Ending.Succeeded)?.Output ?? ending.Error);
        }

        ended.TrySetResult();
    }

    public void Dispose() => abort.Dispose();

    private T Locked<T>(Func<T> read)
    {
        lock (gate)
            return read();
    }
}
