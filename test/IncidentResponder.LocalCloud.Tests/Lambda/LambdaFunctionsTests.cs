using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.Lambda;
using IncidentResponder.LocalCloud.StepFunctions;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Tests.Lambda;

public sealed class LambdaFunctionsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("functions-").FullName;
    private readonly LocalClock _clock = new();
    private readonly Callers _callers = new();
    private LambdaFunctions _functions = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _functions = new LambdaFunctions(SampleFunction.Around(_folder, _clock, _callers, new Uri("http://127.0.0.1:9/")));
        _functions.Deploy(SampleFunction.Named("echo"));
        _functions.Deploy(SampleFunction.Named("short", seconds: 0.5));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _functions.DisposeAsync();
        _clock.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Invoke_SecondTime_SameProcess()
    {
        string first = await AnswerAsync("echo", """{"do":"pid"}""");
        string second = await AnswerAsync("arn:aws:lambda:eu-west-1:111122223333:function:echo", """{"do":"pid"}""");
        second.ShouldBe(first);
        FunctionUsage usage = _functions.UsageOf("echo");
        (usage.Invocations, usage.ColdStarts, usage.Errors).ShouldBe((2, 1, 0));
        usage.ProcessorTime.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Invoke_WhileBusy_GrowsToASecondProcess()
    {
        Task<string>[] both = [AnswerAsync("echo", """{"do":"sleep","seconds":0.4}"""), AnswerAsync("echo", """{"do":"sleep","seconds":0.4}""")];
        await Task.WhenAll(both);
        _functions.UsageOf("echo").ColdStarts.ShouldBe(2);
    }

    [Fact]
    public async Task Invoke_FunctionFails_GivesItsError()
    {
        LambdaInvocation answer = await InvokeAsync("echo", """{"do":"fail"}""");
        answer.FunctionError.ShouldBe("Unhandled");
        JsonNode.Parse(answer.Payload)!["errorType"]!.GetValue<string>().ShouldBe("ValueError");
    }

    [Fact]
    public async Task Invoke_ProcessCrashes_SaysSoAndStartsAnew()
    {
        LambdaInvocation answer = await InvokeAsync("echo", """{"do":"crash"}""");
        JsonNode.Parse(answer.Payload)!["errorType"]!.GetValue<string>().ShouldBe("Runtime.ExitError");
        JsonNode.Parse(answer.Payload)!["errorMessage"]!.GetValue<string>().ShouldContain("exit status 3");
        (await AnswerAsync("echo", "7")).ShouldBe("7");
        _functions.UsageOf("echo").ColdStarts.ShouldBe(2);
    }

    [Fact]
    public async Task Invoke_LongerThanItMay_KillsTheProcess()
    {
        LambdaInvocation answer = await InvokeAsync("short", """{"do":"sleep","seconds":30}""");
        JsonNode.Parse(answer.Payload)!["errorType"]!.GetValue<string>().ShouldBe("Sandbox.Timedout");
        JsonNode.Parse(answer.Payload)!["errorMessage"]!.GetValue<string>().ShouldContain("Task timed out after 0.50 seconds");
    }

    [Fact]
    public async Task Environment_IsLambdasAndTheTemplatesOnly()
    {
        JsonNode environment = JsonNode.Parse(await AnswerAsync("echo", """{"do":"env"}"""))!;
        environment["INCIDENT_TABLE"]!.GetValue<string>().ShouldBe("table");
        environment["_HANDLER"]!.GetValue<string>().ShouldBe("Echo");
        environment["AWS_ENDPOINT_URL"]!.GetValue<string>().ShouldBe("http://127.0.0.1:9");
        _callers.FunctionOf(environment["AWS_ACCESS_KEY_ID"]!.GetValue<string>()).ShouldBe("echo");
        environment["HOME"].ShouldBeNull();
    }

    [Fact]
    public async Task Invoke_UnknownFunction_IsNotFound()
    {
        var refused = await Should.ThrowAsync<LambdaServiceException>(() => InvokeAsync("nobody", "{}"));
        refused.ErrorCode.ShouldBe("ResourceNotFoundException");
        refused.Message.ShouldContain("echo, short");
    }

    [Fact]
    public async Task Log_HoldsWhatProcessesWrote()
    {
        await InvokeAsync("echo", """{"do":"crash"}""");
        (await _functions.LogOfAsync("echo", Cancel)).ShouldContain("Echo does crash");
    }

    private Task<LambdaInvocation> InvokeAsync(string function, string payload) =>
        _functions.InvokeAsync(function, Encoding.UTF8.GetBytes(payload), Cancel);

    private async Task<string> AnswerAsync(string function, string payload)
    {
        LambdaInvocation answer = await InvokeAsync(function, payload);
        answer.FunctionError.ShouldBeNull();
        return Encoding.UTF8.GetString(answer.Payload);
    }
}
