using System.Collections.Immutable;
using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Lambda;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Lambda;

public sealed class ThrottleToZeroTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task RollBack_NothingWasReserved_DeletesTheReservation()
    {
        var function = LambdaCloud.Create();
        var run = Start(SceneOf(function));
        await run.ApplyAsync();
        function.State().ShouldBe("reserved 0");

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        function.State().ShouldBe("reserved none");
        run.Book.Calls.ShouldBe(["lambda:PutFunctionConcurrency", "lambda:DeleteFunctionConcurrency"]);
    }

    [Theory]
    [InlineData("incident-responder", "")]
    [InlineData("app", "incident-responder")]
    public async Task Capture_FunctionOfTheResponder_IsRefused(string name, string stack)
    {
        var function = LambdaCloud.Create(name);
        function.Tag("aws:cloudformation:stack-name", stack);

        (await Start(SceneOf(function)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("part of the responder");

        function.State().ShouldBe("reserved none");
    }

    [Fact]
    public async Task Preview_FunctionWithAQueue_TellsWhatWouldWait()
    {
        var function = LambdaCloud.Create();
        function.Source("orders", enabled: true, "live");
        var run = Start(SceneOf(function));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldBe(
        [
            $"Function {function.Name} has no executions reserved (Lambda).",
            "arn:aws:sqs:eu-west-1:123456789012:orders feeds the function and would wait (Enabled, Lambda).",
        ]);
        facts.PrincipalArn.ShouldBe("arn:aws:iam::123456789012:role/app");
    }

    [Fact]
    public async Task Verify_FunctionDeleted_IsConfirmed()
    {
        var function = LambdaCloud.Create();
        var run = Start(SceneOf(function));
        await run.ApplyAsync();
        function.Delete();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("does not exist");
    }

    [Fact]
    public async Task RollBack_AnyReservation_IsAsBefore() =>
        await Gen.Int[0, 1000].Nullable().SampleAsync(
            async reserved =>
            {
                var function = LambdaCloud.Create();
                function.Reserve(reserved);
                var before = function.State();
                var run = Start(SceneOf(function));
                await run.ApplyAsync();
                function.State().ShouldBe("reserved 0");
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                function.State().ShouldBe(before);
            },
            seed: Seeds.Next(),
            iter: 30,
            threads: 1);

    protected override Task<Scene> ExposedAsync()
    {
        var function = LambdaCloud.Create();
        function.Reserve(7);
        return Task.FromResult(SceneOf(function));
    }

    protected override Task<Scene> SafeAsync()
    {
        var function = LambdaCloud.Create();
        function.Reserve(0);
        return Task.FromResult(SceneOf(function));
    }

    protected override async Task<ImmutableArray<Run>> OtherPathsAsync()
    {
        var run = Start(SceneOf(LambdaCloud.Create()));
        await run.ApplyAsync();
        await run.RollBackAsync();
        return [run];
    }

    protected override IRemediation Make(AwsClients aws) => new ThrottleToZero(aws);

    private static Scene SceneOf(LambdaCloud function) => new()
    {
        Target = Scene.Of("AwsLambdaFunction", function.Name),
        LookAsync = () => Task.FromResult(function.State()),
        DriftAsync = () => Task.Run(() => function.Reserve(3)),
    };
}
