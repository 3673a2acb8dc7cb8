using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.StepFunctions.Api;
using IncidentResponder.LocalCloud.StepFunctions.Running;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.StepFunctions;

/// <summary>
/// AWS Step Functions on one machine: Standard state machines in the Amazon States Language with JSONPath, run on the
/// local cloud's clock. Everything is kept in memory.
/// </summary>
public sealed class StepFunctionsApi : ILocalService, IDisposable
{
    private const string ContentType = "application/x-amz-json-1.0";

    private readonly LocalClock clock;
    private readonly CancellationTokenSource closing = new();
    private readonly Followers followers = new();
    private readonly MachineCalls machines;
    private readonly ExecutionCalls executions;
    private readonly TaskCalls tasks;

    /// <summary>Makes an empty service.</summary>
    /// <param name="clock">The clock that waits, retries and time-outs go by.</param>
    /// <param name="lambda">What runs the functions that Task states invoke.</param>
    public StepFunctionsApi(LocalClock clock, ILambdaInvoker lambda)
    {
        this.clock = clock;
        TaskTokens tokens = new();
        TaskRunner runner = new(new LambdaCaller(lambda, closing.Token), tokens);
        machines = new MachineCalls(clock);
        executions = new ExecutionCalls(machines, new ExecutionRunner(new GraphRunner(runner), clock), clock, followers.Tell);
        tasks = new TaskCalls(tokens);
    }

    /// <inheritdoc/>
    public string SigningName => "states";

    /// <inheritdoc/>
    public bool Owns(LocalRequest request) => true;

    /// <inheritdoc/>
    public async Task<LocalResponse> AnswerAsync(LocalRequest request, CancellationToken cancel)
    {
        using IDisposable work = clock.BeginWork();
        try
        {
            CallBody body = new(request.Json(), request.Account, request.Region);
            JsonObject? answer = await CallAsync(request.Operation.Split('.')[^1], body);
            return (answer is null ? LocalResponse.Unknown(request) : LocalResponse.Json(answer)) with { ContentType = ContentType };
        }
        catch (ApiFault fault)
        {
            return LocalResponse.Error(fault.Code, fault.Message) with { ContentType = ContentType };
        }
        catch (JsonException fault)
        {
            return LocalResponse.Error("SerializationException", fault.Message) with { ContentType = ContentType };
        }
    }

    /// <summary>Tells of everything that happens from now on, in order for each execution, until the result is disposed of.</summary>
    /// <param name="tell">Called while the execution stands still, so it must be quick and call nothing here.</param>
    public IDisposable Follow(Action<ExecutionMoment> tell) => followers.Add(tell);

    /// <summary>How many state transitions an execution has made so far; null when there is no such execution.</summary>
    public Transitions? TransitionsOf(string executionArn) => executions.Find(executionArn)?.Transitions;

    /// <summary>Ends when an execution has ended; at once when there is no such execution.</summary>
    public Task EndOfAsync(string executionArn, CancellationToken cancel) =>
        executions.Find(executionArn)?.Ended.WaitAsync(cancel) ?? Task.CompletedTask;

    /// <summary>Stops all executions.</summary>
    public void Dispose()
    {
        closing.Cancel();
        foreach (Execution execution in executions.All)
            execution.AbortAs(new Ending.Aborted(null, "The local cloud stopped."));
    }

    private async Task<JsonObject?> CallAsync(string operation, CallBody body) => operation switch
    {
        "CreateStateMachine" => machines.Create(body),
        "UpdateStateMachine" => machines.Update(body),
        "DescribeStateMachine" => machines.Describe(body),
        "DescribeStateMachineForExecution" => MachineCalls.DescribeFor(executions.Required(body)),
        "ListStateMachines" => machines.List(body),
        "DeleteStateMachine" => machines.Delete(body),
        "StartExecution" => executions.Start(body),
        "StopExecution" => await executions.StopAsync(body),
        "DescribeExecution" => executions.Describe(body),
        "ListExecutions" => executions.List(body),
        "GetExecutionHistory" => HistoryCalls.Get(body, executions.Required(body)),
        "SendTaskSuccess" => tasks.Succeed(body),
        "SendTaskFailure" => tasks.Fail(body),
        "SendTaskHeartbeat" => tasks.Beat(body),
        _ => null,
    };
}
