using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Tests.StepFunctions;

public sealed class TokenTests : IDisposable
{
    private const string Rest = "\"HeartbeatSeconds\":900,\"TimeoutSeconds\":1200,\"End\":true";

    private readonly LocalSteps steps = new();

    public TokenTests() => steps.Lambda.Answers("ask", "{}");

    public void Dispose() => steps.Dispose();

    [Fact]
    public async Task Token_AnsweredWithSuccess_OutputIsTheTasksResult()
    {
        string arn = await steps.BeginAsync(Some.Machine(Some.Ask(Rest)));
        await steps.PassAsync(600);
        (await steps.OutcomeAsync(arn)).Status.ShouldBe("RUNNING");

        await steps.SucceedAsync(steps.LastToken, """{"outcome":"Granted"}""");
        await steps.PassAsync(0);

        (await steps.OutcomeAsync(arn)).ShouldSucceedWith("""{"outcome":"Granted"}""");
        (await steps.EventTypesAsync(arn)).ShouldBe(
            ["ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited", "ExecutionSucceeded"]);
        steps.Clock.NextDue.ShouldBeNull("the task's timers must be called off");
    }

    [Fact]
    public async Task Token_AnsweredWithFailure_ErrorAndCauseAreKept()
    {
        string arn = await steps.BeginAsync(Some.Machine(Some.Ask(Rest)));

        await FailAsync(steps.LastToken, "Refused", "the approver left");
        await steps.PassAsync(0);

        Outcome outcome = await steps.OutcomeAsync(arn);
        outcome.ShouldFailWith("Refused");
        outcome.Cause.ShouldBe("the approver left");
    }

    [Fact]
    public async Task Token_FailedWithoutError_IsCaughtByAllWithNulls()
    {
        string arn = await steps.BeginAsync($$$$"""
            {"StartAt":"Work","States":{"Work":{{{{Some.Ask("\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"Told\"}],\"Next\":\"Told\"")}}}},"Told":{"Type":"Pass","End":true}}}
            """);

        await FailAsync(steps.LastToken, null, null);
        await steps.PassAsync(0);

        (await steps.OutcomeAsync(arn)).ShouldSucceedWith("""{"Error":null,"Cause":null}""");
    }

    [Fact]
    public async Task Token_UsedAgain_IsTaskTimedOutAndTheFirstAnswerStands()
    {
        string arn = await steps.BeginAsync($$$$"""
            {"StartAt":"Work","States":{"Work":{{{{Some.Ask("\"Next\":\"Later\"")}}}},"Later":{"Type":"Wait","Seconds":60,"End":true}}}
            """);
        string token = steps.LastToken;
        await steps.SucceedAsync(token, "1");

        (await Should.ThrowAsync<Refusal>(() => steps.SucceedAsync(token, "2"))).Code.ShouldBe("TaskTimedOut");
        (await Should.ThrowAsync<Refusal>(() => FailAsync(token, "E", "c"))).Code.ShouldBe("TaskTimedOut");
        (await Should.ThrowAsync<Refusal>(() => BeatAsync(token))).Code.ShouldBe("TaskTimedOut");

        await steps.PassAsync(60);
        (await steps.OutcomeAsync(arn)).ShouldSucceedWith("1");
    }

    [Fact]
    public async Task Token_OfManyAnswersAtOnce_TakesExactlyOne()
    {
        string arn = await steps.BeginAsync(Some.Machine(Some.Ask(Rest)));
        string token = steps.LastToken;

        bool[] taken = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(async () =>
        {
            try
            {
                await steps.SucceedAsync(token, $"{i}");
                return true;
            }
            catch (Refusal refusal) when (refusal.Code == "TaskTimedOut")
            {
                return false;
            }
        })));

        taken.Count(won => won).ShouldBe(1);
        await steps.PassAsync(0);
        (await steps.OutcomeAsync(arn)).ShouldSucceedWith($"{Array.IndexOf(taken, true)}");
    }

    [Fact]
    public async Task Heartbeat_Missed_IsCaughtByEitherName()
    {
        foreach (string name in (string[])["States.HeartbeatTimeout", "States.Timeout", "States.ALL"])
        {
            string arn = await steps.BeginAsync($$$$"""
                {"StartAt":"Work","States":{"Work":{{{{Some.Ask($"\"HeartbeatSeconds\":900,\"Catch\":[{{\"ErrorEquals\":[\"{name}\"],\"Next\":\"Expire\"}}],\"Next\":\"Expire\"")}}}},"Expire":{"Type":"Pass","End":true}}}
                """);
            string token = steps.LastToken;
            await steps.PassAsync(899);
            (await steps.OutcomeAsync(arn)).Status.ShouldBe("RUNNING");
            await steps.PassAsync(1);

            (await steps.OutcomeAsync(arn)).ShouldSucceedWith("""{"Error":"States.Timeout","Cause":""}""");
            (await Should.ThrowAsync<Refusal>(() => steps.SucceedAsync(token, "1"))).Code.ShouldBe("TaskTimedOut");
        }
    }

    [Fact]
    public async Task Heartbeat_Missed_IsNotTaskFailed()
    {
        string arn = await steps.BeginAsync(Some.Machine(Some.Ask("\"HeartbeatSeconds\":900,\"Retry\":[{\"ErrorEquals\":[\"States.TaskFailed\"]}],\"End\":true")));

        await steps.PassAsync(900);

        (await steps.OutcomeAsync(arn)).ShouldFailWith("States.Timeout");
    }

    [Fact]
    public async Task Heartbeat_Sent_ProlongsTheWaitUpToTheTimeLimit()
    {
        string arn = await steps.BeginAsync(Some.Machine(Some.Ask(Rest)));
        await steps.PassAsync(800);
        await BeatAsync(steps.LastToken);
        await steps.PassAsync(399);
        (await steps.OutcomeAsync(arn)).Status.ShouldBe("RUNNING");

        await steps.PassAsync(1);

        (await steps.OutcomeAsync(arn)).ShouldFailWith("States.Timeout");
    }

    [Fact]
    public async Task Heartbeat_PathsOfTheInput_SetTheTimes()
    {
        string arn = await steps.BeginAsync(Some.Machine(Some.Ask("\"HeartbeatSecondsPath\":\"$.window\",\"TimeoutSecondsPath\":\"$.limit\",\"End\":true")), """{"window":30,"limit":40}""");

        await steps.PassAsync(30);

        (await steps.OutcomeAsync(arn)).ShouldFailWith("States.Timeout");
        JsonNode scheduled = (await steps.HistoryAsync(arn)).Single(shown => (string)shown["type"]! == "TaskScheduled")["taskScheduledEventDetails"]!;
        ((int)scheduled["heartbeatInSeconds"]!, (int)scheduled["timeoutInSeconds"]!).ShouldBe((30, 40));
    }

    [Fact]
    public async Task Retry_OfATokenTask_GivesANewTokenAndTheOldIsWorthless()
    {
        string arn = await steps.BeginAsync(Some.Machine(Some.Ask("\"HeartbeatSeconds\":900,\"Retry\":[{\"ErrorEquals\":[\"States.HeartbeatTimeout\"],\"IntervalSeconds\":5,\"MaxAttempts\":1}],\"End\":true")));
        string first = steps.LastToken;
        await steps.PassAsync(905);
        string second = steps.LastToken;

        second.ShouldNotBe(first);
        (await Should.ThrowAsync<Refusal>(() => steps.SucceedAsync(first, "1"))).Code.ShouldBe("TaskTimedOut");
        await steps.SucceedAsync(second, "2");
        await steps.PassAsync(0);
        (await steps.OutcomeAsync(arn)).ShouldSucceedWith("2");
    }

    [Fact]
    public async Task AskingFunction_Fails_TaskFailsAndTheTokenIsWorthless()
    {
        steps.Lambda.Fails("ask", ["MailDown"]);
        string arn = await steps.BeginAsync(Some.Machine(Some.Ask(Rest)));

        (await steps.OutcomeAsync(arn)).ShouldFailWith("MailDown");
        (await Should.ThrowAsync<Refusal>(() => steps.SucceedAsync(steps.LastToken, "1"))).Code.ShouldBe("TaskTimedOut");
    }

    [Fact]
    public async Task Token_AnsweredBeforeTheAskingFunctionEnds_GoesOnAtOnce()
    {
        TaskCompletionSource<LambdaInvocation> asking = steps.Lambda.Hangs("ask");
        string arn = await steps.StartAsync(await steps.CreateAsync(Some.Machine(Some.Ask(Rest))));
        await steps.Lambda.BegunAsync();

        await steps.SucceedAsync(steps.LastToken, "1");
        await steps.Api.EndOfAsync(arn, TestContext.Current.CancellationToken);
        asking.SetResult(ScriptedLambda.Error("TooLate"));
        await steps.PassAsync(0);

        (await steps.OutcomeAsync(arn)).ShouldSucceedWith("1");
        (await steps.EventTypesAsync(arn)).ShouldNotContain("TaskSubmitted");
    }

    [Fact]
    public async Task FastForward_ApprovalOpenBesideRetries_LeavesPeopleTheirTime()
    {
        steps.Lambda.Fails("work", [.. Enumerable.Repeat("InvestigationRunning", 200)]);
        steps.Clock.FastForward = true;
        string arn = await steps.StartAsync(await steps.CreateAsync($$$$"""
            {"StartAt":"Both","States":{"Both":{"Type":"Parallel","End":true,"Branches":[
              {"StartAt":"Ask","States":{"Ask":{{{{Some.Ask(Rest)}}}} }},
              {"StartAt":"Enrich","States":{"Enrich":{{{{Some.Invoke("work", "\"Retry\":[{\"ErrorEquals\":[\"InvestigationRunning\"],\"IntervalSeconds\":15,\"MaxAttempts\":200,\"BackoffRate\":1}],\"End\":true")}}}} }}]}}}
            """));
        await steps.Clock.IdleAsync(TestContext.Current.CancellationToken);
        while (steps.Clock.NextDue != Time.StillTime.Start.AddSeconds(900))
            await steps.Lambda.BegunAsync();

        (await steps.OutcomeAsync(arn)).Status.ShouldBe("RUNNING");
        steps.Clock.GetUtcNow().ShouldBeLessThan(Time.StillTime.Start.AddSeconds(900));
    }

    [Fact]
    public async Task FastForward_NobodyAnswers_ExpiresInNoRealTime()
    {
        steps.Clock.JumpsTo = Enum.GetValues<WaitKind>().ToHashSet();
        steps.Clock.FastForward = true;
        string arn = await steps.StartAsync(await steps.CreateAsync(Some.Machine(Some.Ask(Rest))));

        await steps.Api.EndOfAsync(arn, TestContext.Current.CancellationToken);

        (await steps.OutcomeAsync(arn)).ShouldFailWith("States.Timeout");
        steps.Clock.Offset.ShouldBe(TimeSpan.FromSeconds(900));
    }

    [Fact]
    public async Task StopExecution_WaitingForAToken_AbortsWithErrorAndCause()
    {
        string arn = await steps.BeginAsync(Some.Machine(Some.Ask(Rest)));

        await steps.CallAsync("StopExecution", new JsonObject { ["executionArn"] = arn, ["error"] = "Stopped", ["cause"] = "by hand" });

        Outcome outcome = await steps.OutcomeAsync(arn);
        (outcome.Status, outcome.Error, outcome.Cause).ShouldBe(("ABORTED", "Stopped", "by hand"));
        (await steps.EventTypesAsync(arn))[^1].ShouldBe("ExecutionAborted");
        (await Should.ThrowAsync<Refusal>(() => steps.SucceedAsync(steps.LastToken, "1"))).Code.ShouldBe("TaskTimedOut");
        steps.Clock.NextDue.ShouldBeNull();
    }

    [Fact]
    public async Task Token_NeverGivenOrNoToken_IsToldApart()
    {
        using LocalSteps other = new();
        other.Lambda.Answers("ask", "{}");
        await other.BeginAsync(Some.Machine(Some.Ask(Rest)));

        (await Should.ThrowAsync<Refusal>(() => steps.SucceedAsync(other.LastToken, "1"))).Code.ShouldBe("TaskDoesNotExist");
        (await Should.ThrowAsync<Refusal>(() => steps.SucceedAsync("no token", "1"))).Code.ShouldBe("InvalidToken");
        (await Should.ThrowAsync<Refusal>(() => steps.SucceedAsync(other.LastToken[..^4] + "AAA=", "1"))).Code.ShouldBe("InvalidToken");
    }

    [Fact]
    public async Task Output_NoJson_IsInvalidOutputAndTheTaskStaysOpen()
    {
        string arn = await steps.BeginAsync(Some.Machine(Some.Ask(Rest)));

        (await Should.ThrowAsync<Refusal>(() => steps.SucceedAsync(steps.LastToken, "Granted"))).Code.ShouldBe("InvalidOutput");

        await steps.SucceedAsync(steps.LastToken, "\"Granted\"");
        await steps.PassAsync(0);
        (await steps.OutcomeAsync(arn)).ShouldSucceedWith("\"Granted\"");
    }

    private Task<JsonObject> FailAsync(string token, string? error, string? cause) =>
        steps.CallAsync("SendTaskFailure", new JsonObject { ["taskToken"] = token, ["error"] = error, ["cause"] = cause });

    private Task<JsonObject> BeatAsync(string token) => steps.CallAsync("SendTaskHeartbeat", new JsonObject { ["taskToken"] = token });
}
