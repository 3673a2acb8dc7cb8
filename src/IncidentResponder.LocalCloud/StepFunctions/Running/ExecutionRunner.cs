using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>Runs executions from their start to their end.</summary>
internal sealed class ExecutionRunner(GraphRunner graphs, LocalClock clock)
{
    /// <summary>Starts an execution and leaves it to itself.</summary>
    public void Start(Execution execution)
    {
        JsonObject details = Data.Of("input", execution.Input);
        details["roleArn"] = execution.Machine.RoleArn;
        execution.Record(0, "ExecutionStarted", details);
        execution.Tell(MomentKind.Started, null, execution.Input);
        Flow flow = new(execution, clock, 0, execution.Abort);
        _ = Task.Run(() => RunAsync(execution, flow));
    }

    private async Task RunAsync(Execution execution, Flow flow)
    {
        using (flow)
        {
            using IDisposable? limit = execution.Machine.Definition.Timeout is { } most
                ? clock.CallIn(most, WaitKind.TaskTimeout, () => execution.AbortAs(new Ending.TimedOut()))
                : null;
            Ending ending = await EndAsync(execution, flow);
            execution.End(ending, flow.LastEvent);
        }
    }

    private async Task<Ending> EndAsync(Execution execution, Flow flow)
    {
        try
        {
            JsonNode? output = await graphs.RunAsync(execution.Machine.Definition.Graph, JsonText.Parse(execution.Input), flow, null);
            return new Ending.Succeeded(JsonText.Write(output));
        }
        catch (StatesFault fault)
        {
            return new Ending.Failed(fault.Error, fault.Cause is "" ? null : fault.Cause);
        }
        catch (OperationCanceledException) when (execution.Abort.IsCancellationRequested)
        {
            return new Ending.Aborted(null, null);
        }
        catch (Exception fault)
        {
            // The runtime loop: a fault of this engine ends the one execution, visibly, and leaves the others alone.
            return new Ending.Failed(StatesFault.Runtime, $"The local cloud's engine failed: {fault}");
        }
    }
}
