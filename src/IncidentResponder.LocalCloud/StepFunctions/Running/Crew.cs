using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>Runs several jobs side by side for one flow. The first that fails gives up the others.</summary>
internal sealed class Crew(Flow parent)
{
    private readonly Lock gate = new();
    private readonly Signal<bool> joined = new(parent.Clock);
    private ExceptionDispatchInfo? failure;
    private int lastEvent = parent.LastEvent;
    private int next;
    private int running;

    /// <summary>Runs all jobs and gives their results in order.</summary>
    /// <param name="count">How many jobs.</param>
    /// <param name="atOnce">How many may run at the same time.</param>
    /// <param name="job">The job with this number, in the flow that is given.</param>
    public async Task<JsonArray> RunAsync(int count, int atOnce, Func<Flow, int, Task<JsonNode?>> job)
    {
        if (count == 0)
            return [];
        JsonNode?[] results = new JsonNode?[count];
        using CancellationTokenSource givenUp = CancellationTokenSource.CreateLinkedTokenSource(parent.Abort);
        int workers = Math.Min(count, atOnce);
        running = workers;
        Flow[] flows = [.. Enumerable.Range(0, workers).Select(_ => parent.Branch(givenUp.Token))];
        foreach (Flow flow in flows)
            _ = WorkAsync(flow, results, givenUp, job);
        await parent.JoinAsync(joined);
        parent.LastEvent = lastEvent;
        failure?.Throw();
        parent.Abort.ThrowIfCancellationRequested();
        return new JsonArray([.. results.Select(result => result?.DeepClone())]);
    }

    private async Task WorkAsync(Flow flow, JsonNode?[] results, CancellationTokenSource givenUp, Func<Flow, int, Task<JsonNode?>> job)
    {
        using (flow)
        {
            try
            {
                while (Take(results.Length) is { } number)
                {
                    results[number] = await job(flow, number);
                    Note(flow);
                }
            }
            catch (OperationCanceledException) when (givenUp.IsCancellationRequested)
            {
                // Another job failed, or the parent is given up: whoever joins says so.
            }
            catch (Exception fault)
            {
                if (Fail(flow, fault))
                    givenUp.Cancel();
            }

            if (Interlocked.Decrement(ref running) == 0)
                joined.TryEnd(true);
        }
    }

    private int? Take(int count)
    {
        lock (gate)
            return failure is null && !parent.Abort.IsCancellationRequested && next < count ? next++ : null;
    }

    private void Note(Flow flow)
    {
        lock (gate)
        {
            if (failure is null)
                lastEvent = flow.LastEvent;
        }
    }

    private bool Fail(Flow flow, Exception fault)
    {
        lock (gate)
        {
            if (failure is not null)
                return false;
            failure = ExceptionDispatchInfo.Capture(fault);
            lastEvent = flow.LastEvent;
            return true;
        }
    }
}
