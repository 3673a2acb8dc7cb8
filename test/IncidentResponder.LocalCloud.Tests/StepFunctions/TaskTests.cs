using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions;

namespace IncidentResponder.LocalCloud.Tests.StepFunctions;

public sealed class TaskTests : IDisposable
{
    private const string Plain = """
        {"StartAt":"Work","States":{"Work":{"Type":"Task","Resource":"arn:aws:lambda:eu-west-1:111122223333:function:work","TimeoutSeconds":60,"End":true}}}
        """;

    private readonly LocalSteps steps = new();

    public void Dispose() => steps.Dispose();

    [Fact]
    public async Task FunctionArn_Answers_InputIsPayloadAndAnswerIsOutput()
    {
        steps.Lambda.Answers("work", """{"done":true}""");

        Outcome outcome = await steps.RunAsync(Plain, """{"n":1}""");

        outcome.ShouldSucceedWith("""{"done":true}""");
        steps.Lambda.Invocations.Single().Payload!.ToJsonString().ShouldBe("""{"n":1}""");
        (await steps.EventTypesAsync(outcome.Arn)).ShouldBe(
            ["ExecutionStarted", "TaskStateEntered", "LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded", "TaskStateExited", "ExecutionSucceeded"]);
    }

    [Fact]
    public async Task Invoke_Answers_ResultHoldsThePayload()
    {
        steps.Lambda.Answers("work", """{"mode":"AskFirst"}""");

        Outcome outcome = await steps.RunAsync(Some.Machine(Some.Invoke("work", """
            "ResultSelector":{"mode.$":"$.Payload.mode","status.$":"$.StatusCode"},"ResultPath":"$.decision","End":true
            """)), """{"id":"i-1"}""");

        outcome.ShouldSucceedWith("""{"id":"i-1","decision":{"mode":"AskFirst","status":200}}""");
        (await steps.EventTypesAsync(outcome.Arn)).ShouldBe(
            ["ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateExited", "ExecutionSucceeded"]);
    }

    [Fact]
    public async Task Invoke_Qualifier_GoesBehindTheName()
    {
        await steps.RunAsync("""
            {"StartAt":"W","States":{"W":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"work","Qualifier":"live"},"End":true}}}
            """);

        steps.Lambda.Invocations.Single().Function.ShouldBe("live");
        steps.Lambda.Invocations.Single().Payload!.ToJsonString().ShouldBe("{}");
    }

    [Fact]
    public async Task FunctionError_Uncaught_ErrorTypeIsErrorAndAnswerIsCause()
    {
        steps.Lambda.Fails("work", ["InvestigationRunning"]);

        Outcome outcome = await steps.RunAsync(Some.Machine(Some.Invoke("work", "\"End\":true")));

        outcome.ShouldFailWith("InvestigationRunning");
        JsonNode.Parse(outcome.Cause!)!["errorMessage"]!.GetValue<string>().ShouldBe("it broke");
        (await steps.EventTypesAsync(outcome.Arn))[^2..].ShouldBe(["TaskFailed", "ExecutionFailed"]);
    }

    [Fact]
    public async Task FunctionError_WithoutType_IsLambdaUnknown()
    {
        steps.Lambda.Runs("work", _ => Task.FromResult(new LambdaInvocation("""{"errorMessage":"exit status 1"}"""u8.ToArray(), "Unhandled")));

        (await steps.RunAsync(Plain)).ShouldFailWith("Lambda.Unknown");
    }

    [Fact]
    public async Task NoSuchFunction_Uncaught_IsAServiceError()
    {
        Outcome outcome = await steps.RunAsync(Plain);

        outcome.ShouldFailWith("Lambda.ResourceNotFoundException");
        outcome.Cause!.ShouldContain("Function not found");
    }

    [Fact]
    public async Task Invoker_Breaks_IsAClientErrorThatRetryCanName()
    {
        steps.Lambda.Runs("work", _ => throw new IOException("no process"));

        (await steps.RunAsync(Plain)).ShouldFailWith("Lambda.SdkClientException");
    }

    [Fact]
    public async Task FunctionHangs_TimeLimitPasses_IsStatesTimeout()
    {
        TaskCompletionSource<LambdaInvocation> hanging = steps.Lambda.Hangs("work");
        string arn = await steps.StartAsync(await steps.CreateAsync(Plain));
        await steps.Lambda.BegunAsync();

        steps.Clock.Advance(TimeSpan.FromSeconds(60));
        await steps.Api.EndOfAsync(arn, TestContext.Current.CancellationToken);

        (await steps.OutcomeAsync(arn)).ShouldFailWith("States.Timeout");
        (await steps.EventTypesAsync(arn)).ShouldContain("LambdaFunctionTimedOut");
        steps.Clock.AtWork.ShouldBeTrue("the function itself still works");
        hanging.SetResult(ScriptedLambda.Ok("{}"));
    }

    [Fact]
    public async Task FunctionWorks_FastForward_NeverJumpsToItsTimeLimit()
    {
        steps.Clock.JumpsTo = Enum.GetValues<LocalCloud.Time.WaitKind>().ToHashSet();
        steps.Clock.FastForward = true;
        TaskCompletionSource<LambdaInvocation> working = steps.Lambda.Hangs("work");
        string arn = await steps.StartAsync(await steps.CreateAsync(Plain));
        await steps.Lambda.BegunAsync();

        working.SetResult(ScriptedLambda.Ok("1"));
        await steps.Api.EndOfAsync(arn, TestContext.Current.CancellationToken);

        (await steps.OutcomeAsync(arn)).ShouldSucceedWith("1");
        steps.Clock.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task TimeoutPath_NoSuchValue_EndsTheExecution()
    {
        Outcome outcome = await steps.RunAsync(Some.Machine(Some.Invoke("work", """
            "TimeoutSecondsPath":"$.limit","Catch":[{"ErrorEquals":["States.ALL"],"Next":"Work"}],"End":true
            """)));

        outcome.ShouldFailWith("States.Runtime");
        outcome.Cause!.ShouldContain("$.limit");
    }

    [Fact]
    public async Task Answer_AboveTheLimit_IsDataLimitExceeded()
    {
        steps.Lambda.Answers("work", $"\"{new string('x', 262_143)}\"");

        (await steps.RunAsync(Plain)).ShouldFailWith("States.DataLimitExceeded");
    }

    [Fact]
    public async Task Answer_AtTheLimit_Passes()
    {
        steps.Lambda.Answers("work", $"\"{new string('x', 262_142)}\"");

        (await steps.RunAsync(Plain)).Status.ShouldBe("SUCCEEDED");
    }

    [Fact]
    public async Task FunctionName_IsNoText_EndsTheExecutionSayingSo()
    {
        Outcome outcome = await steps.RunAsync("""
            {"StartAt":"W","States":{"W":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName.$":"$.f"},"End":true}}}
            """, """{"f":7}""");

        outcome.ShouldFailWith("States.Runtime");
        outcome.Cause!.ShouldContain("FunctionName");
    }
}
