using System.Text.Json.Nodes;
using CsCheck;
using IncidentResponder.LocalCloud.StepFunctions;

namespace IncidentResponder.LocalCloud.Tests.StepFunctions;

public sealed class RetryCatchTests : IDisposable
{
    private readonly LocalSteps steps = new();

    public void Dispose() => steps.Dispose();

    [Fact]
    public async Task Retry_Backoff_PausesGrowUpToTheLongest()
    {
        steps.Lambda.Fails("work", ["Busy", "Busy", "Busy", "Busy"], "\"done\"");
        string arn = await steps.BeginAsync(Some.Machine(Some.Invoke("work", """
            "Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":10,"BackoffRate":2,"MaxDelaySeconds":30,"MaxAttempts":4}],"OutputPath":"$.Payload","End":true
            """)));

        List<int> attempts = [];
        foreach (int pause in (int[])[10, 20, 30, 30])
        {
            await steps.PassAsync(pause - 1);
            attempts.Add(steps.Lambda.Invocations.Count);
            await steps.PassAsync(1);
        }

        attempts.ShouldBe([1, 2, 3, 4]);
        (await steps.OutcomeAsync(arn)).ShouldSucceedWith("\"done\"");
        steps.Api.TransitionsOf(arn).ShouldBe(new Transitions(1, 4));
        steps.Moments.Count(moment => moment is { Kind: MomentKind.StateRetried, Detail: "Busy" }).ShouldBe(4);
    }

    [Fact]
    public async Task Retry_NoMoreThanTheErrorEquals_UsesTheDefaults()
    {
        steps.Lambda.Fails("work", ["A", "A", "A", "A", "A"]);
        string arn = await steps.BeginAsync(Some.Machine(Some.Invoke("work", "\"Retry\":[{\"ErrorEquals\":[\"A\"]}],\"End\":true")));

        await steps.PassAsync(1 + 2 + 4);

        (await steps.OutcomeAsync(arn)).ShouldFailWith("A");
        steps.Lambda.Invocations.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Retry_SeveralRetriers_EachCountsItsOwnAttemptsAndRetryCountCountsAll()
    {
        List<int> counts = [];
        Queue<string> errors = new(["A", "B", "A", "A"]);
        steps.Lambda.Runs("work", payload =>
        {
            counts.Add((int)payload!["retry"]!);
            return Task.FromResult(ScriptedLambda.Error(errors.Dequeue()));
        });

        Outcome outcome = await steps.RunAsync(Some.Machine("""
            {"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"work","Payload":{"retry.$":"$$.State.RetryCount"}},
             "Retry":[{"ErrorEquals":["A"],"MaxAttempts":2},{"ErrorEquals":["States.ALL"],"MaxAttempts":1}],"End":true}
            """));

        outcome.ShouldFailWith("A");
        counts.ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public async Task Retry_FirstMatchingRetrierIsUsedUp_ALaterOneDoesNotStepIn()
    {
        steps.Lambda.Fails("work", ["A", "A"]);

        Outcome outcome = await steps.RunAsync(Some.Machine(Some.Invoke("work", """
            "Retry":[{"ErrorEquals":["A"],"MaxAttempts":0},{"ErrorEquals":["States.ALL"]}],"End":true
            """)));

        outcome.ShouldFailWith("A");
        steps.Lambda.Invocations.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Retry_EnteredTime_StaysThatOfTheEntry()
    {
        List<string> times = [];
        steps.Lambda.Runs("work", payload =>
        {
            times.Add((string)payload!["at"]!);
            return Task.FromResult(times.Count == 1 ? ScriptedLambda.Error("A") : ScriptedLambda.Ok("1"));
        });

        await steps.RunAsync(Some.Machine("""
            {"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"work","Payload":{"at.$":"$$.State.EnteredTime"}},
             "Retry":[{"ErrorEquals":["A"],"IntervalSeconds":60}],"End":true}
            """));

        times.ShouldBe(["2026-03-01T12:00:00.000Z", "2026-03-01T12:00:00.000Z"]);
    }

    [Fact]
    public async Task Retry_Jitter_PausesNoLongerThanWithout()
    {
        steps.Lambda.Fails("work", ["A"], "1");
        string arn = await steps.BeginAsync(Some.Machine(Some.Invoke("work", """
            "Retry":[{"ErrorEquals":["A"],"IntervalSeconds":100,"JitterStrategy":"FULL"}],"End":true
            """)));

        steps.Clock.NextDue!.Value.ShouldBeInRange(Time.StillTime.Start, Time.StillTime.Start.AddSeconds(100));
        await steps.PassAsync(100);
        (await steps.OutcomeAsync(arn)).Status.ShouldBe("SUCCEEDED");
    }

    [Theory]
    [InlineData("Busy", "Busy", true)]
    [InlineData("Busy", "States.TaskFailed", true)]
    [InlineData("Busy", "States.ALL", true)]
    [InlineData("Busy", "Bus", false)]
    [InlineData("Busy", "States.Timeout", false)]
    public async Task Catch_NamesTheError_TakesIt(string error, string catches, bool caught)
    {
        steps.Lambda.Fails("work", [error]);

        Outcome outcome = await steps.RunAsync(Caught($$"""{"ErrorEquals":["{{catches}}"],"Next":"Told"}"""));

        outcome.Status.ShouldBe(caught ? "SUCCEEDED" : "FAILED");
    }

    [Theory]
    [InlineData("", "{\"Error\":\"Busy\"")]
    [InlineData(",\"ResultPath\":\"$.failure\"", "{\"id\":\"i-1\",\"failure\":{\"Error\":\"Busy\"")]
    [InlineData(",\"ResultPath\":null", "{\"id\":\"i-1\"}")]
    public async Task Catch_ResultPath_PutsErrorAndCauseInTheInput(string resultPath, string starts)
    {
        steps.Lambda.Fails("work", ["Busy"]);

        Outcome outcome = await steps.RunAsync(Caught($$"""{"ErrorEquals":["Busy"],"Next":"Told"{{resultPath}}}"""), """{"id":"i-1"}""");

        outcome.Output!.ShouldStartWith(starts);
        JsonNode error = JsonNode.Parse(outcome.Output!)!;
        if (error["failure"] is { } failure)
            JsonNode.Parse((string)failure["Cause"]!)!["errorType"]!.GetValue<string>().ShouldBe("Busy");
        (await steps.EventTypesAsync(outcome.Arn)).ShouldContain("TaskStateExited");
    }

    [Fact]
    public async Task Catch_Several_TheFirstThatMatchesWins()
    {
        steps.Lambda.Fails("work", ["Busy"]);

        Outcome outcome = await steps.RunAsync(Caught("""{"ErrorEquals":["Other"],"Next":"Work"},{"ErrorEquals":["Busy"],"ResultPath":null,"Next":"Told"},{"ErrorEquals":["States.ALL"],"Next":"Work"}"""));

        outcome.ShouldSucceedWith("{}");
    }

    [Fact]
    public async Task Catch_AfterRetries_OutputPathHasNoPartInIt()
    {
        steps.Lambda.Fails("work", ["Busy", "Busy"]);

        Outcome outcome = await steps.RunAsync(Caught("""{"ErrorEquals":["States.ALL"],"ResultPath":null,"Next":"Told"}""", "\"OutputPath\":\"$.no.such\",\"Retry\":[{\"ErrorEquals\":[\"Busy\"],\"MaxAttempts\":1}],"));

        outcome.ShouldSucceedWith("{}");
        steps.Lambda.Invocations.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("\"ResultSelector\":{\"x.$\":\"$.no\"},", "States.ALL")]
    [InlineData("\"OutputPath\":\"$.no.such\",", "States.Runtime")]
    [InlineData("\"InputPath\":\"$.no\",", "States.TaskFailed")]
    public async Task RuntimeError_WhateverCatches_EndsTheExecution(string fields, string catches)
    {
        steps.Lambda.Answers("work", "{}");

        (await steps.RunAsync(Caught($$"""{"ErrorEquals":["{{catches}}"],"Next":"Told"}""", fields))).ShouldFailWith("States.Runtime");
    }

    [Fact]
    public async Task IntrinsicFailure_OfATask_CanBeCaught()
    {
        steps.Lambda.Answers("work", "{}");

        Outcome outcome = await steps.RunAsync(Caught("""{"ErrorEquals":["States.IntrinsicFailure"],"ResultPath":null,"Next":"Told"}""", "\"ResultSelector\":{\"x.$\":\"States.StringToJson('{')\"},"));

        outcome.ShouldSucceedWith("{}");
    }

    [Theory]
    [InlineData("States.ALL", false)]
    [InlineData("States.TaskFailed", false)]
    [InlineData("States.DataLimitExceeded", true)]
    public async Task DataLimitExceeded_OnlyByItsOwnName_IsCaught(string catches, bool caught)
    {
        steps.Lambda.Answers("work", $"\"{new string('x', 262_143)}\"");

        Outcome outcome = await steps.RunAsync(Caught($$"""{"ErrorEquals":["{{catches}}"],"Next":"Told"}"""));

        outcome.Status.ShouldBe(caught ? "SUCCEEDED" : "FAILED");
    }

    [Fact]
    public async Task Parallel_Retried_RunsAllBranchesAgain()
    {
        steps.Lambda.Fails("work", ["A"], "1");

        Outcome outcome = await steps.RunAsync($$$$"""
            {"StartAt":"Both","States":{"Both":{"Type":"Parallel","End":true,"Retry":[{"ErrorEquals":["A"]}],"Branches":[
              {"StartAt":"Other","States":{"Other":{"Type":"Pass","End":true}}},
              {"StartAt":"Work","States":{"Work":{{{{Some.Invoke("work", "\"OutputPath\":\"$.Payload\",\"End\":true")}}}} }}]}}}
            """);

        outcome.ShouldSucceedWith("[{},1]");
        (await steps.EventTypesAsync(outcome.Arn)).Count(type => type == "ParallelStateStarted").ShouldBe(2);
        steps.Api.TransitionsOf(outcome.Arn).ShouldBe(new Transitions(5, 1));
    }

    [Fact]
    public Task Retry_AnyCounts_FunctionRunsOnceMoreThanItFailsButNeverMoreThanAllowed() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6]).SampleAsync(
            async (failures, most) =>
            {
                using LocalSteps sampled = new();
                sampled.Lambda.Fails("work", [.. Enumerable.Repeat("A", failures)], "1");
                Outcome outcome = await sampled.RunAsync(Some.Machine(Some.Invoke("work", $$"""
                    "Retry":[{"ErrorEquals":["A"],"MaxAttempts":{{most}}}],"End":true
                    """)));
                outcome.Status.ShouldBe(failures <= most ? "SUCCEEDED" : "FAILED");
                sampled.Lambda.Invocations.Count.ShouldBe(Math.Min(failures, most) + 1);
            },
            iter: 30);

    private static string Caught(string catchers, string fields = "") => $$$$"""
        {"StartAt":"Work","States":{"Work":{{{{Some.Invoke("work", $"{fields}\"Catch\":[{catchers}],\"Next\":\"Told\"")}}}},"Told":{"Type":"Pass","End":true}}}
        """;
}
