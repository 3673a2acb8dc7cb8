using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.States;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>Runs Task, Parallel and Map states with their Retry and Catch.</summary>
internal sealed class WorkRunner(TaskRunner tasks, BranchRunner branches)
{
    public async Task<Step> RunAsync(Visit visit, State.Working state)
    {
        int[] used = new int[state.Retry.Count];
        for (int retry = 0; ; retry++)
        {
            visit.Context["State"]!["RetryCount"] = retry;
            try
            {
                return await TryAsync(visit, state);
            }
            catch (StatesFault fault)
            {
                StatesFault placed = visit.Place(fault);
                if (TakeRetry(state, placed, used) is not { } pause)
                    return Caught(visit, state, placed) ?? throw placed;
                await PauseAsync(visit, placed, pause);
            }
        }
    }

    private async Task<Step> TryAsync(Visit visit, State.Working state)
    {
        JsonNode? result = state switch
        {
            State.Task task => await tasks.RunAsync(visit, task),
            State.Parallel parallel => await branches.RunAsync(visit, parallel),
            State.Map map => await branches.RunAsync(visit, map),
            _ => throw new InvalidOperationException($"Nothing runs states of the type {state.Type}; add it to WorkRunner."),
        };
        JsonNode? selected = state.ResultSelector is null ? result : state.ResultSelector.Fill(new Scope(result, visit.Context));
        return new Step(visit.Output(visit.Put(state.ResultPath, selected)), state.Next);
    }

    /// <summary>Uses up one attempt of the first retrier that names the error; null when there is none, or none left.</summary>
    private static TimeSpan? TakeRetry(State.Working state, StatesFault fault, int[] used)
    {
        for (int i = 0; i < used.Length; i++)
        {
            Retrier retrier = state.Retry[i];
            if (!fault.Matches(retrier.ErrorEquals))
                continue;
            if (used[i] == retrier.MaxAttempts)
                return null;
            TimeSpan pause = retrier.PauseBefore(++used[i]);
            return retrier.HasFullJitter ? Drawn(pause) : pause;
        }

        return null;
    }

    private static TimeSpan Drawn(TimeSpan longest)
    {
        int milliseconds = (int)Math.Min(longest.TotalMilliseconds, int.MaxValue - 1);
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(milliseconds + 1));
    }

    private static async Task PauseAsync(Visit visit, StatesFault fault, TimeSpan pause)
    {
        LocalClock clock = visit.Flow.Clock;
        Signal<bool> passed = new(clock);
        visit.Flow.Execution.Tell(MomentKind.StateRetried, visit.State.Name, fault.Error);
        using IDisposable due = clock.CallIn(pause, WaitKind.Retry, () => passed.TryEnd(true));
        await visit.Flow.ParkAsync(passed);
    }

    /// <summary>Goes to the first catcher that names the error; null when there is none. OutputPath has no part in this, as on AWS.</summary>
    private static Step? Caught(Visit visit, State.Working state, StatesFault fault)
    {
        if (state.Catch.FirstOrDefault(catcher => fault.Matches(catcher.ErrorEquals)) is not { } catcher)
            return null;
        JsonObject error = new() { ["Error"] = fault.Error, ["Cause"] = fault.Cause };
        return new Step(visit.Put(catcher.ResultPath, error), catcher.Next);
    }
}
