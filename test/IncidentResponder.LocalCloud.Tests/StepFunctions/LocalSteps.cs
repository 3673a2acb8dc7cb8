using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.StepFunctions;
using IncidentResponder.LocalCloud.Tests.Time;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Tests.StepFunctions;

/// <summary>Step Functions with a clock that stands still and functions that do as they are told.</summary>
internal sealed class LocalSteps : IDisposable
{
    private const string Region = "eu-west-1";
    private const string Account = "111122223333";

    private int machines;

    public LocalSteps()
    {
        Api = new StepFunctionsApi(Clock, Lambda);
        Api.Follow(Moments.Enqueue);
    }

    public LocalClock Clock { get; } = new(new StillTime());

    public ScriptedLambda Lambda { get; } = new();

    public StepFunctionsApi Api { get; }

    public ConcurrentQueue<ExecutionMoment> Moments { get; } = new();

    public void Dispose()
    {
        Api.Dispose();
        Clock.Dispose();
        Lambda.Dispose();
    }

    public async Task<JsonObject> CallAsync(string operation, JsonObject body)
    {
        LocalRequest request = new(
            "POST", "/", new Dictionary<string, string>(), new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body.ToJsonString()), Account, Region, operation)
        {
            SigningName = "states",
        };
        LocalResponse response = await Api.AnswerAsync(request, TestContext.Current.CancellationToken);
        response.ContentType.ShouldBe("application/x-amz-json-1.0");
        JsonObject answer = JsonNode.Parse(response.Body.Span)!.AsObject();
        return response.Status == 200 ? answer : throw new Refusal((string)answer["__type"]!, (string)answer["message"]!);
    }

    public async Task<string> CreateAsync(string definition, string? name = null)
    {
        JsonObject answer = await CallAsync("CreateStateMachine", new JsonObject
        {
            ["name"] = name ?? $"machine-{++machines}",
            ["definition"] = definition,
            ["roleArn"] = $"arn:aws:iam::{Account}:role/machine",
        });
        return (string)answer["stateMachineArn"]!;
    }

    public async Task<string> StartAsync(string machineArn, string input = "{}", string? name = null)
    {
        JsonObject answer = await CallAsync("StartExecution", new JsonObject { ["stateMachineArn"] = machineArn, ["input"] = input, ["name"] = name });
        return (string)answer["executionArn"]!;
    }

    /// <summary>Starts an execution of a new machine, and comes back when it waits or has ended.</summary>
    public async Task<string> BeginAsync(string definition, string input = "{}", string? name = null)
    {
        string arn = await StartAsync(await CreateAsync(definition), input, name);
        await Clock.IdleAsync(TestContext.Current.CancellationToken);
        return arn;
    }

    /// <summary>Runs an execution of a new machine to its end, letting a day pass at most.</summary>
    public async Task<Outcome> RunAsync(string definition, string input = "{}")
    {
        string arn = await BeginAsync(definition, input);
        await PassAsync(TimeSpan.FromDays(1));
        return await OutcomeAsync(arn);
    }

    public Task PassAsync(TimeSpan time) => Clock.AdvanceAsync(time, TestContext.Current.CancellationToken);

    public Task PassAsync(int seconds) => PassAsync(TimeSpan.FromSeconds(seconds));

    public async Task<Outcome> OutcomeAsync(string executionArn)
    {
        JsonObject shown = await CallAsync("DescribeExecution", new JsonObject { ["executionArn"] = executionArn });
        return new Outcome(executionArn, (string)shown["status"]!, (string?)shown["output"], (string?)shown["error"], (string?)shown["cause"]);
    }

    public async Task<IReadOnlyList<JsonObject>> HistoryAsync(string executionArn)
    {
        JsonObject answer = await CallAsync("GetExecutionHistory", new JsonObject { ["executionArn"] = executionArn, ["maxResults"] = 1000 });
        return [.. answer["events"]!.AsArray().Select(shown => shown!.AsObject())];
    }

    public async Task<string[]> EventTypesAsync(string executionArn) =>
        [.. (await HistoryAsync(executionArn)).Select(shown => (string)shown["type"]!)];

    public Task<JsonObject> SucceedAsync(string token, string output) =>
        CallAsync("SendTaskSuccess", new JsonObject { ["taskToken"] = token, ["output"] = output });

    /// <summary>The token in the payload of the last invocation.</summary>
    public string LastToken => (string)Lambda.Invocations.Last().Payload!["token"]!;
}
