using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.Expressions;
using IncidentResponder.LocalCloud.StepFunctions.Running;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.StepFunctions.Api;

/// <summary>The calls about executions.</summary>
internal sealed class ExecutionCalls(MachineCalls machines, ExecutionRunner runner, LocalClock clock, Action<ExecutionMoment> tell)
{
    private readonly ConcurrentDictionary<string, Execution> executions = new();
    private readonly Lock starting = new();

    public IEnumerable<Execution> All => executions.Values;

    public Execution? Find(string arn) => executions.GetValueOrDefault(arn);

    public Execution Required(CallBody body)
    {
        string arn = body.Arn("executionArn");
        return Find(arn) ?? throw ApiFault.NoExecution(arn);
    }

    /// <summary>Starts an execution; the same name with the same input gives the one that runs already.</summary>
    public JsonObject Start(CallBody body)
    {
        string machineArn = body.Arn("stateMachineArn");
        Machine machine = machines.Find(machineArn) ?? throw ApiFault.NoMachine(machineArn);
        string input = Input(body);
        string name = body.Name("name") ?? TextFunctions.Uuid([])!.GetValue<string>();
        string arn = $"{machineArn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{name}";
        Execution execution;
        lock (starting)
        {
            if (Find(arn) is { } known)
                return known.Ending is null && known.Input == input ? Started(known) : throw new ApiFault("ExecutionAlreadyExists", $"Execution Already Exists: '{arn}'");
            execution = new Execution(arn, name, machine, input, clock, tell);
            executions[arn] = execution;
        }

        runner.Start(execution);
        return Started(execution);
    }

    /// <summary>Stops an execution, and answers when all its flows have stopped.</summary>
    public async Task<JsonObject> StopAsync(CallBody body)
    {
        Execution execution = Required(body);
        execution.AbortAs(new Ending.Aborted(body.Text("error"), body.Text("cause")));
        await execution.Ended;
        return new JsonObject { ["stopDate"] = Page.Time(execution.StopDate!.Value) };
    }

    public JsonObject Describe(CallBody body)
    {
        Execution execution = Required(body);
        Ending? ending = execution.Ending;
        JsonObject shown = Show(execution);
        shown["input"] = execution.Input;
        shown["inputDetails"] = new JsonObject { ["included"] = true };
        shown["redriveStatus"] = "NOT_REDRIVABLE";
        shown["redriveStatusReason"] = "The local cloud has no redrive";
        if (ending is Ending.Succeeded succeeded)
        {
            shown["output"] = succeeded.Output;
            shown["outputDetails"] = new JsonObject { ["included"] = true };
        }

        if (ending?.Error is { } error)
            shown["error"] = error;
        if (ending?.Cause is { } cause)
            shown["cause"] = cause;
        return shown;
    }

    /// <summary>A machine's executions, the latest first.</summary>
    public JsonObject List(CallBody body)
    {
        body.RefuseUnimplemented("mapRunArn", "redriveFilter");
        string machineArn = body.Arn("stateMachineArn");
        if (machines.Find(machineArn) is null)
            throw ApiFault.NoMachine(machineArn);
        string? status = body.Text("statusFilter");
        Execution[] all =
        [
            .. executions.Values
                .Where(execution => execution.Machine.Arn == machineArn && (status is null || execution.Status == status))
                .OrderByDescending(execution => execution.StartDate)
                .ThenByDescending(execution => execution.Name, StringComparer.Ordinal),
        ];
        return Page.Answer(body, "executions", $"{machineArn} {status}", all, Show);
    }

    private static string Input(CallBody body)
    {
        string input = body.Data("input") ?? "{}";
        try
        {
            JsonText.Parse(input);
            return input;
        }
        catch (JsonException fault)
        {
            throw new ApiFault("InvalidExecutionInput", $"Invalid State Machine Execution Input: '{fault.Message}'");
        }
    }

    private static JsonObject Started(Execution execution) =>
        new() { ["executionArn"] = execution.Arn, ["startDate"] = Page.Time(execution.StartDate) };

    private static JsonObject Show(Execution execution)
    {
        JsonObject shown = new()
        {
            ["executionArn"] = execution.Arn,
            ["stateMachineArn"] = execution.Machine.Arn,
            ["name"] = execution.Name,
            ["status"] = execution.Status,
            ["startDate"] = Page.Time(execution.StartDate),
            ["redriveCount"] = 0,
        };
        if (execution.StopDate is { } stopped)
            shown["stopDate"] = Page.Time(stopped);
        return shown;
    }
}
