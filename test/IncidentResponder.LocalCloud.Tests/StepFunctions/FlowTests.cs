using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions;
using IncidentResponder.LocalCloud.Tests.Time;

namespace IncidentResponder.LocalCloud.Tests.StepFunctions;

public sealed class FlowTests : IDisposable
{
    private readonly LocalSteps steps = new();

    public void Dispose() => steps.Dispose();

    [Fact]
    public async Task Succeed_WithPaths_HandsOnWhatTheySelect() =>
        (await steps.RunAsync(Some.Machine("""{"Type":"Succeed","InputPath":"$.a","OutputPath":"$.b"}"""), """{"a":{"b":3}}""")).ShouldSucceedWith("3");

    [Theory]
    [InlineData("\"Error\":\"Denied\",\"Cause\":\"by alice\"", "Denied", "by alice")]
    [InlineData("\"ErrorPath\":\"$.e\",\"CausePath\":\"States.Format('by {}', $.who)\"", "Late", "by bob")]
    [InlineData("\"Comment\":\"no more is known\"", null, null)]
    public async Task Fail_OfAnyForm_EndsAsItSays(string fields, string? error, string? cause)
    {
        Outcome outcome = await steps.RunAsync(Some.Machine($$"""{"Type":"Fail",{{fields}}}"""), """{"e":"Late","who":"bob"}""");

        outcome.ShouldFailWith(error);
        outcome.Cause.ShouldBe(cause);
        (await steps.EventTypesAsync(outcome.Arn)).ShouldBe(["ExecutionStarted", "FailStateEntered", "ExecutionFailed"]);
    }

    [Theory]
    [InlineData("\"Seconds\":90", 90)]
    [InlineData("\"Seconds\":0", 0)]
    [InlineData("\"SecondsPath\":\"$.wait\"", 240)]
    [InlineData("\"Timestamp\":\"2026-03-01T12:05:00Z\"", 300)]
    [InlineData("\"Timestamp\":\"2020-01-01T00:00:00Z\"", 0)]
    [InlineData("\"TimestampPath\":\"$.until\"", 60)]
    public async Task Wait_OfAnyForm_EndsWhenItsTimeHasCome(string fields, int seconds)
    {
        string arn = await steps.BeginAsync(Some.Machine($$"""{"Type":"Wait",{{fields}},"End":true}"""), """{"wait":240,"until":"2026-03-01T13:01:00+01:00"}""");
        if (seconds > 0)
        {
            await steps.PassAsync(seconds - 1);
            (await steps.OutcomeAsync(arn)).Status.ShouldBe("RUNNING");
            await steps.PassAsync(1);
        }

        (await steps.OutcomeAsync(arn)).Status.ShouldBe("SUCCEEDED");
    }

    [Theory]
    [InlineData("\"SecondsPath\":\"$.no\"", "{}", "does not reference an input value: $.no")]
    [InlineData("\"SecondsPath\":\"$.w\"", """{"w":-1}""", "references a negative value: $.w == -1")]
    [InlineData("\"SecondsPath\":\"$.w\"", """{"w":1.5}""", "cannot be parsed as a long value: $.w == 1.5")]
    [InlineData("\"TimestampPath\":\"$.w\"", """{"w":"2016-12-05 21:29:29Z"}""", "does not reference a valid ISO-8601")]
    public async Task Wait_PathToNoTime_EndsTheExecution(string fields, string input, string cause)
    {
        Outcome outcome = await steps.RunAsync(Some.Machine($$"""{"Type":"Wait",{{fields}},"End":true}"""), input);

        outcome.ShouldFailWith("States.Runtime");
        outcome.Cause!.ShouldContain(cause);
    }

    [Fact]
    public async Task Waits_FastForward_TakeNoRealTimeAndShowInEnteredTime()
    {
        steps.Clock.FastForward = true;
        string arn = await steps.StartAsync(await steps.CreateAsync("""
            {"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":60,"Next":"B"},"B":{"Type":"Wait","Seconds":240,"Next":"C"},
             "C":{"Type":"Pass","Parameters":{"at.$":"$$.State.EnteredTime"},"End":true}}}
            """));
        await steps.Api.EndOfAsync(arn, TestContext.Current.CancellationToken);

        (await steps.OutcomeAsync(arn)).ShouldSucceedWith("""{"at":"2026-03-01T12:05:00.000Z"}""");
    }

    [Fact]
    public async Task Parallel_BranchesWaitDifferently_ResultsKeepTheirOrder()
    {
        string arn = await steps.BeginAsync(Some.Machine("""
            {"Type":"Parallel","Parameters":{"n.$":"$.n"},"ResultSelector":{"first.$":"$[0].n","second.$":"$[1]"},"ResultPath":"$.r","OutputPath":"$.r","End":true,"Branches":[
              {"StartAt":"L","States":{"L":{"Type":"Wait","Seconds":50,"End":true}}},
              {"StartAt":"S","States":{"S":{"Type":"Wait","Seconds":5,"Next":"T"},"T":{"Type":"Pass","Result":"short","End":true}}}]}
            """), """{"n":7}""");
        await steps.PassAsync(49);
        (await steps.OutcomeAsync(arn)).Status.ShouldBe("RUNNING");
        await steps.PassAsync(1);

        (await steps.OutcomeAsync(arn)).ShouldSucceedWith("""{"first":7,"second":"short"}""");
        (await steps.EventTypesAsync(arn)).ShouldContain("ParallelStateSucceeded");
    }

    [Fact]
    public async Task Parallel_OneBranchFails_SiblingsAreGivenUpAndTheErrorCaught()
    {
        steps.Lambda.Answers("ask", "{}").Fails("work", ["Broken"]);
        string arn = await steps.BeginAsync($$$$$$"""
            {"StartAt":"Both","States":{
              "Both":{"Type":"Parallel","End":true,"Catch":[{"ErrorEquals":["Broken"],"ResultPath":"$.error","Next":"Told"}],"Branches":[
                {"StartAt":"Ask","States":{"Ask":{{{{{{Some.Ask("\"HeartbeatSeconds\":900,\"TimeoutSeconds\":1000,\"End\":true")}}}}}}}},
                {"StartAt":"Long","States":{"Long":{"Type":"Wait","Seconds":5000,"End":true}}},
                {"StartAt":"Soon","States":{"Soon":{"Type":"Wait","Seconds":5,"Next":"Work"},"Work":{{{{{{Some.Invoke("work", "\"End\":true")}}}}}}}}]},
              "Told":{"Type":"Pass","Parameters":{"error.$":"$.error.Error"},"End":true}}}
            """);
        await steps.PassAsync(5);

        (await steps.OutcomeAsync(arn)).ShouldSucceedWith("""{"error":"Broken"}""");
        string[] types = await steps.EventTypesAsync(arn);
        types.ShouldContain("WaitStateAborted");
        types.ShouldContain("ParallelStateFailed");
        types.ShouldContain("ParallelStateExited");
        steps.Clock.NextDue.ShouldBeNull("no sibling's timer may be left");
    }

    [Fact]
    public async Task Parallel_BranchEndsInRuntimeError_NothingCatchesIt()
    {
        Outcome outcome = await steps.RunAsync("""
            {"StartAt":"Both","States":{"Both":{"Type":"Parallel","End":true,"Retry":[{"ErrorEquals":["States.ALL"]}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"Told"}],
              "Branches":[{"StartAt":"P","States":{"P":{"Type":"Pass","InputPath":"$.no","End":true}}}]},"Told":{"Type":"Succeed"}}}
            """);

        outcome.ShouldFailWith("States.Runtime");
    }

    [Fact]
    public async Task Map_WithSelector_SeesItemIndexAndItsOwnInput()
    {
        Outcome outcome = await steps.RunAsync(Some.Machine("""
            {"Type":"Map","ItemsPath":"$.items","ItemSelector":{"i.$":"$$.Map.Item.Index","v.$":"$$.Map.Item.Value","k.$":"$.k"},"ResultPath":"$.out","OutputPath":"$.out","End":true,
             "ItemProcessor":{"ProcessorConfig":{"Mode":"INLINE"},"StartAt":"P","States":{"P":{"Type":"Pass","Parameters":{"all.$":"$","again.$":"$$.Map.Item.Index"},"End":true}}}}
            """), """{"items":["a","b"],"k":9}""");

        outcome.ShouldSucceedWith("""[{"all":{"i":0,"v":"a","k":9},"again":0},{"all":{"i":1,"v":"b","k":9},"again":1}]""");
    }

    [Fact]
    public async Task Map_Nested_KeepsTheShapeAndEventOrderOfAws()
    {
        Outcome outcome = await steps.RunAsync(Some.Machine("""
            {"Type":"Map","MaxConcurrency":1,"End":true,"Iterator":{"StartAt":"In","States":{"In":{"Type":"Map","MaxConcurrency":1,"End":true,
              "Iterator":{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}}}}}
            """), "[[1,2],[3]]");

        outcome.ShouldSucceedWith("[[1,2],[3]]");
        IReadOnlyList<JsonObject> history = await steps.HistoryAsync(outcome.Arn);
        string.Join(' ', history.Take(14).Select(shown => $"{shown["id"]}<{shown["previousEventId"]}:{shown["type"]}")).ShouldBe(
            "1<0:ExecutionStarted 2<0:MapStateEntered 3<2:MapStateStarted 4<3:MapIterationStarted 5<4:MapStateEntered 6<5:MapStateStarted "
            + "7<6:MapIterationStarted 8<7:PassStateEntered 9<8:PassStateExited 10<9:MapIterationSucceeded 11<9:MapIterationStarted 12<11:PassStateEntered "
            + "13<12:PassStateExited 14<13:MapIterationSucceeded");
    }

    [Fact]
    public async Task Map_MaxConcurrency_IsNeverExceeded()
    {
        string arn = await steps.BeginAsync(Some.Machine("""
            {"Type":"Map","MaxConcurrencyPath":"$.most","ItemsPath":"$.items","End":true,"ItemProcessor":{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":10,"End":true}}}}
            """), """{"most":2,"items":[1,2,3,4,5]}""");

        int Begun() => steps.Moments.Count(moment => moment is { State: "W", Kind: MomentKind.StateEntered });
        Begun().ShouldBe(2);
        await steps.PassAsync(10);
        Begun().ShouldBe(4);
        await steps.PassAsync(20);
        (await steps.OutcomeAsync(arn)).ShouldSucceedWith("[1,2,3,4,5]");
    }

    [Fact]
    public async Task Map_OneItemFails_TheOthersAreGivenUp()
    {
        Outcome outcome = await steps.RunAsync(Some.Machine("""
            {"Type":"Map","End":true,"ItemProcessor":{"StartAt":"C","States":{
              "C":{"Type":"Choice","Choices":[{"Variable":"$","NumericEquals":2,"Next":"F"}],"Default":"W"},
              "F":{"Type":"Fail","Error":"Two"},"W":{"Type":"Wait","Seconds":10,"End":true}}}}
            """), "[1,2,3]");

        outcome.ShouldFailWith("Two");
        string[] types = await steps.EventTypesAsync(outcome.Arn);
        types.ShouldContain("MapIterationFailed");
        types.ShouldContain("MapIterationAborted");
        types[^2..].ShouldBe(["MapStateFailed", "ExecutionFailed"]);
    }

    [Theory]
    [InlineData("{}", "Map state input must be an array but was: {}")]
    [InlineData("null", "Map state input must be an array but was: null")]
    public async Task Map_InputIsNoArray_EndsTheExecution(string input, string cause)
    {
        Outcome outcome = await steps.RunAsync(Some.Machine("""{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}}"""), input);

        outcome.ShouldFailWith("States.Runtime");
        outcome.Cause!.ShouldContain(cause);
    }

    [Fact]
    public async Task Map_NoItems_GivesAnEmptyList() =>
        (await steps.RunAsync(Some.Machine("""{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}}"""), "[]")).ShouldSucceedWith("[]");

    [Fact]
    public async Task Execution_LongerThanItsMachineAllows_TimesOut()
    {
        string arn = await steps.BeginAsync("""{"TimeoutSeconds":100,"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":500,"End":true}}}""");
        await steps.PassAsync(100);

        Outcome outcome = await steps.OutcomeAsync(arn);
        outcome.Status.ShouldBe("TIMED_OUT");
        outcome.Error.ShouldBe("States.Timeout");
        (await steps.EventTypesAsync(arn)).ShouldBe(["ExecutionStarted", "WaitStateEntered", "ExecutionTimedOut"]);
        steps.Clock.NextDue.ShouldBeNull();
    }

    [Fact]
    public async Task Execution_OfALoopWithoutEnd_EndsAtTheLimitOfTheHistory()
    {
        string arn = await steps.BeginAsync("""{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Variable":"$.no","IsPresent":true,"Next":"B"}],"Default":"A"},"B":{"Type":"Succeed"}}}""");

        Outcome outcome = await steps.OutcomeAsync(arn);
        outcome.ShouldFailWith("States.Runtime");
        outcome.Cause!.ShouldContain("25000");
    }

    [Fact]
    public async Task Followers_OfAnExecution_SeeItsMomentsWithTheClocksTime()
    {
        await steps.RunAsync("""{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":60,"Next":"B"},"B":{"Type":"Succeed"}}}""");

        steps.Moments.Select(moment => (moment.Kind, moment.State, (moment.At - StillTime.Start).TotalSeconds)).ShouldBe(
        [
            (MomentKind.Started, null, 0), (MomentKind.StateEntered, "A", 0), (MomentKind.StateWaiting, "A", 0), (MomentKind.StateExited, "A", 60),
            (MomentKind.StateEntered, "B", 60), (MomentKind.StateExited, "B", 60), (MomentKind.Succeeded, null, 60),
        ]);
    }
}
