using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.States;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>Runs one attempt at a Task state.</summary>
internal sealed class TaskRunner(LambdaCaller lambda, TaskTokens tokens)
{
    /// <returns>The task's result.</returns>
    /// <exception cref="StatesFault">The task failed or timed out.</exception>
    public async Task<JsonNode?> RunAsync(Visit visit, State.Task task)
    {
        Flow flow = visit.Flow;
        Scope scope = visit.Scope();
        int? timeout = task.Timeout?.Read(scope, 1);
        int? heartbeat = task.Heartbeat?.Read(scope, 1);
        using OpenTask open = new(flow.Clock, Seconds(timeout), Seconds(heartbeat));
        if (task.Resource.WaitsForToken)
            visit.Context["Task"] = new JsonObject { ["Token"] = tokens.Give(open) };
        TaskCall call = TaskCall.Of(task, scope);
        flow.Record(call.Event("Scheduled"), call.Scheduled(flow.Execution.Machine.Region, timeout, heartbeat));
        flow.Record(call.Event("Started"), call.Started());
        open.Start();
        _ = InvokeAsync(call, open, flow);
        if (task.Resource.WaitsForToken)
            flow.Execution.Tell(MomentKind.StateWaiting, visit.State.Name, Until(flow, heartbeat ?? timeout));
        TaskEnd end = await flow.ParkAsync(open.End);
        return Finish(flow, call, end);
    }

    private async Task InvokeAsync(TaskCall call, OpenTask open, Flow flow)
    {
        // The function works in real time, whatever becomes of the task meanwhile: on AWS, too, it is not stopped.
        using IDisposable work = flow.Clock.BeginWork();
        TaskEnd end = await lambda.CallAsync(call);
        if (call.Resource.WaitsForToken && end is TaskEnd.Done submitted)
            flow.RecordUnless(() => open.End.IsEnded, call.Event("Submitted"), call.Succeeded(JsonText.Write(submitted.Result)));
        else
            open.End.TryEnd(end);
    }

    private static JsonNode? Finish(Flow flow, TaskCall call, TaskEnd end)
    {
        switch (end)
        {
            case TaskEnd.Done done:
                string output = JsonText.Write(done.Result);
                if (JsonText.IsTooLong(output))
                    throw Failed(flow, call, StatesFault.TooLong(call.Label));
                flow.Record(call.Event("Succeeded"), call.Succeeded(output));
                return done.Result;
            case TaskEnd.Failed failed:
                throw Failed(flow, call, new StatesFault(failed.Error, failed.Cause) { IsPlaced = true });
            case TaskEnd.TimedOut timedOut:
                flow.Record(call.Event("TimedOut"), call.Failed(StatesFault.Timeout, null));
                throw new StatesFault(StatesFault.Timeout, "") { IsPlaced = true, Alias = timedOut.HeartbeatMissed ? StatesFault.HeartbeatTimeout : null };
            default:
                throw new InvalidOperationException($"Nothing finishes a task that ended as {end}; add it to TaskRunner.");
        }
    }

    private static StatesFault Failed(Flow flow, TaskCall call, StatesFault fault)
    {
        flow.Record(call.Event("Failed"), call.Failed(fault.Error, fault.Cause));
        return fault;
    }

    private static TimeSpan? Seconds(int? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;

    private static string? Until(Flow flow, int? seconds) =>
        seconds is { } given ? Timestamp.Write(flow.Clock.GetUtcNow().AddSeconds(given)) : null;
}
