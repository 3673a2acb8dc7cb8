using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Tests.StepFunctions;

public sealed class ApiTests : IDisposable
{
    private const string Pass = """{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}""";
    private const string Wait = """{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}}""";

    private readonly LocalSteps steps = new();

    public void Dispose() => steps.Dispose();

    [Fact]
    public async Task CreateStateMachine_SameAgain_GivesTheSameButOtherDefinitionIsRefused()
    {
        string arn = await steps.CreateAsync(Pass, "response");
        arn.ShouldBe("arn:aws:states:eu-west-1:111122223333:stateMachine:response");

        (await steps.CreateAsync(Pass, "response")).ShouldBe(arn);
        (await RefusedAsync(() => steps.CreateAsync(Wait, "response"))).ShouldBe("StateMachineAlreadyExists");
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("a#b")]
    [InlineData("")]
    [InlineData("a23456789b123456789c123456789d123456789e123456789f123456789g123456789h123456789i1")]
    public async Task Names_ThatAwsRefuses_AreRefused(string name)
    {
        (await RefusedAsync(() => steps.CreateAsync(Pass, name))).ShouldBe("InvalidName");
        string arn = await steps.CreateAsync(Pass);
        (await RefusedAsync(() => steps.StartAsync(arn, "{}", name))).ShouldBe("InvalidName");
    }

    [Fact]
    public async Task CreateStateMachine_ExpressOrPublish_IsRefusedAndNotPassedOver()
    {
        JsonObject body = new() { ["name"] = "m", ["definition"] = Pass, ["roleArn"] = "arn:aws:iam::111122223333:role/r" };
        JsonObject express = body.DeepClone().AsObject();
        express["type"] = "EXPRESS";
        JsonObject published = body.DeepClone().AsObject();
        published["publish"] = true;

        (await RefusedAsync(() => steps.CallAsync("CreateStateMachine", express))).ShouldBe("StateMachineTypeNotSupported");
        (await RefusedAsync(() => steps.CallAsync("CreateStateMachine", published))).ShouldBe("ValidationException");
    }

    [Fact]
    public async Task UpdateStateMachine_WhileAnExecutionRuns_ChangesOnlyLaterOnes()
    {
        string machine = await steps.CreateAsync(Wait);
        string running = await steps.StartAsync(machine);
        await steps.CallAsync("UpdateStateMachine", new JsonObject { ["stateMachineArn"] = machine, ["definition"] = Pass });

        ((string)(await DescribeAsync("DescribeStateMachine", "stateMachineArn", machine))["definition"]!).ShouldBe(Pass);
        ((string)(await DescribeAsync("DescribeStateMachineForExecution", "executionArn", running))["definition"]!).ShouldBe(Wait);
        (await RefusedAsync(() => steps.CallAsync("UpdateStateMachine", new JsonObject { ["stateMachineArn"] = machine }))).ShouldBe("MissingRequiredParameter");
    }

    [Fact]
    public async Task DeleteStateMachine_ThenStart_IsNoSuchMachine()
    {
        string machine = await steps.CreateAsync(Pass);
        await steps.CallAsync("DeleteStateMachine", new JsonObject { ["stateMachineArn"] = machine });
        await steps.CallAsync("DeleteStateMachine", new JsonObject { ["stateMachineArn"] = machine });

        (await RefusedAsync(() => steps.StartAsync(machine))).ShouldBe("StateMachineDoesNotExist");
        (await RefusedAsync(() => DescribeAsync("DescribeStateMachine", "stateMachineArn", machine))).ShouldBe("StateMachineDoesNotExist");
        (await RefusedAsync(() => DescribeAsync("DescribeStateMachine", "stateMachineArn", "nonsense"))).ShouldBe("InvalidArn");
    }

    [Fact]
    public async Task ListStateMachines_ByPages_GivesEachOnce()
    {
        foreach (string name in (string[])["c", "a", "b"])
            await steps.CreateAsync(Pass, name);

        JsonObject first = await steps.CallAsync("ListStateMachines", new JsonObject { ["maxResults"] = 2 });
        JsonObject second = await steps.CallAsync("ListStateMachines", new JsonObject { ["maxResults"] = 2, ["nextToken"] = (string)first["nextToken"]! });

        Names(first, "stateMachines").Concat(Names(second, "stateMachines")).ShouldBe(["a", "b", "c"]);
        second.ContainsKey("nextToken").ShouldBeFalse();
        (await RefusedAsync(() => steps.CallAsync("ListStateMachines", new JsonObject { ["nextToken"] = "bad" }))).ShouldBe("InvalidToken");
    }

    [Fact]
    public async Task StartExecution_SameNameAndInputWhileRunning_IsOneExecution()
    {
        string machine = await steps.CreateAsync(Wait);
        string first = await steps.StartAsync(machine, """{"n":1}""", "incident-1");

        (await steps.StartAsync(machine, """{"n":1}""", "incident-1")).ShouldBe(first);
        (await RefusedAsync(() => steps.StartAsync(machine, """{"n":2}""", "incident-1"))).ShouldBe("ExecutionAlreadyExists");
        await steps.PassAsync(60);
        (await RefusedAsync(() => steps.StartAsync(machine, """{"n":1}""", "incident-1"))).ShouldBe("ExecutionAlreadyExists");
        Names(await DescribeAsync("ListExecutions", "stateMachineArn", machine), "executions").ShouldBe(["incident-1"]);
        first.ShouldBe("arn:aws:states:eu-west-1:111122223333:execution:machine-1:incident-1");
    }

    [Fact]
    public async Task StartExecution_ManyAtOnceWithOneName_StartsOne()
    {
        string machine = await steps.CreateAsync(Wait);

        string[] arns = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => steps.StartAsync(machine, "{}", "one"))));

        arns.Distinct().Count().ShouldBe(1);
        await steps.PassAsync(60);
        steps.Moments.Count(moment => moment.Kind == LocalCloud.StepFunctions.MomentKind.Started).ShouldBe(1);
    }

    [Fact]
    public async Task StartExecution_BadInput_IsRefused()
    {
        string machine = await steps.CreateAsync(Pass);

        (await RefusedAsync(() => steps.StartAsync(machine, "not json"))).ShouldBe("InvalidExecutionInput");
        (await RefusedAsync(() => steps.StartAsync(machine, $"\"{new string('ä', 131_072)}\""))).ShouldBe("ValidationException");
        await steps.StartAsync(machine, $"\"{new string('ä', 131_071)}\"");
    }

    [Fact]
    public async Task StartExecution_ManyMixed_AllEnd()
    {
        string pass = await steps.CreateAsync(Pass);
        string wait = await steps.CreateAsync(Wait);

        string[] arns = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => steps.StartAsync(i % 2 == 0 ? pass : wait, $$"""{"i":{{i}}}"""))));
        await steps.PassAsync(60);

        for (int i = 0; i < arns.Length; i++)
            (await steps.OutcomeAsync(arns[i])).ShouldSucceedWith($$"""{"i":{{i}}}""");
    }

    [Fact]
    public async Task DescribeExecution_OfAnEndedOne_HasDatesInputAndOutput()
    {
        string arn = await steps.BeginAsync(Wait, """{ "n": 1 }""");
        await steps.PassAsync(60);

        JsonObject shown = await DescribeAsync("DescribeExecution", "executionArn", arn);

        ((decimal)shown["stopDate"]! - (decimal)shown["startDate"]!).ShouldBe(60m);
        ((string)shown["input"]!).ShouldBe("""{ "n": 1 }""");
        ((string)shown["output"]!).ShouldBe("""{"n":1}""");
        (await RefusedAsync(() => DescribeAsync("DescribeExecution", "executionArn", arn + "x"))).ShouldBe("ExecutionDoesNotExist");
    }

    [Fact]
    public async Task ListExecutions_StatusFilterAndPages_LatestFirst()
    {
        string machine = await steps.CreateAsync(Wait);
        foreach (string name in (string[])["one", "two", "three"])
        {
            await steps.StartAsync(machine, "{}", name);
            await steps.PassAsync(30);
        }

        JsonObject all = await DescribeAsync("ListExecutions", "stateMachineArn", machine);
        JsonObject ended = await steps.CallAsync("ListExecutions", new JsonObject { ["stateMachineArn"] = machine, ["statusFilter"] = "SUCCEEDED" });
        JsonObject page = await steps.CallAsync("ListExecutions", new JsonObject { ["stateMachineArn"] = machine, ["maxResults"] = 1 });

        Names(all, "executions").ShouldBe(["three", "two", "one"]);
        Names(ended, "executions").ShouldBe(["two", "one"]);
        Names(page, "executions").ShouldBe(["three"]);
        page.ContainsKey("nextToken").ShouldBeTrue();
    }

    [Fact]
    public async Task GetExecutionHistory_ByPagesBothWays_IsTheSameHistory()
    {
        string arn = await steps.BeginAsync(Pass, """{"n":1}""");
        List<int> forward = await IdsAsync(arn, reverse: false);
        List<int> backward = await IdsAsync(arn, reverse: true);

        forward.ShouldBe([1, 2, 3, 4]);
        backward.ShouldBe([4, 3, 2, 1]);
        JsonObject bare = await steps.CallAsync("GetExecutionHistory", new JsonObject { ["executionArn"] = arn, ["includeExecutionData"] = false });
        bare["events"]![1]!["stateEnteredEventDetails"]!.ToJsonString().ShouldBe("""{"name":"P"}""");
    }

    [Fact]
    public async Task StopExecution_OfAnEndedOne_ChangesNothing()
    {
        string arn = await steps.BeginAsync(Pass);

        await DescribeAsync("StopExecution", "executionArn", arn);

        (await steps.OutcomeAsync(arn)).Status.ShouldBe("SUCCEEDED");
    }

    [Fact]
    public async Task StopExecution_WhileAFunctionWorks_AnswersAtOnce()
    {
        TaskCompletionSource<LocalCloud.StepFunctions.LambdaInvocation> working = steps.Lambda.Hangs("work");
        string arn = await steps.StartAsync(await steps.CreateAsync(Some.Machine(Some.Invoke("work", "\"End\":true"))));
        await steps.Lambda.BegunAsync();

        await DescribeAsync("StopExecution", "executionArn", arn);

        (await steps.OutcomeAsync(arn)).Status.ShouldBe("ABORTED");
        working.SetResult(ScriptedLambda.Ok("{}"));
    }

    [Fact]
    public async Task UnknownOperation_IsAnErrorThatNamesIt()
    {
        Refusal refusal = await Should.ThrowAsync<Refusal>(() => steps.CallAsync("RedriveExecution", []));

        refusal.Code.ShouldBe("UnknownOperationException");
        refusal.Message.ShouldContain("RedriveExecution");
    }

    [Fact]
    public async Task MissingMember_IsAValidationErrorThatNamesIt() =>
        (await Should.ThrowAsync<Refusal>(() => steps.CallAsync("StartExecution", []))).Message.ShouldContain("stateMachineArn");

    private async Task<List<int>> IdsAsync(string arn, bool reverse)
    {
        List<int> ids = [];
        string? token = null;
        do
        {
            JsonObject answer = await steps.CallAsync("GetExecutionHistory", new JsonObject
            {
                ["executionArn"] = arn,
                ["maxResults"] = 3,
                ["reverseOrder"] = reverse,
                ["nextToken"] = token,
            });
            ids.AddRange(answer["events"]!.AsArray().Select(shown => (int)shown!["id"]!));
            token = (string?)answer["nextToken"];
        }
        while (token is not null);
        return ids;
    }

    private Task<JsonObject> DescribeAsync(string operation, string member, string arn) => steps.CallAsync(operation, new JsonObject { [member] = arn });

    private static string[] Names(JsonObject answer, string member) => [.. answer[member]!.AsArray().Select(entry => (string)entry!["name"]!)];

    private static async Task<string> RefusedAsync(Func<Task> call) => (await Should.ThrowAsync<Refusal>(call)).Code;
}
