using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Lambda;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Lambda;

public sealed class CloseFunctionUrlTests(Moto moto) : RemediationContract(moto)
{
    private static readonly string[] Qualifiers = ["", "live", "test", "canary"];

    [Fact]
    public async Task Apply_UrlsOfAliases_AreClosedToo()
    {
        var function = LambdaCloud.Create();
        function.Url("", "NONE");
        function.Url("live", "NONE");

        await Start(SceneOf(function)).ApplyAsync();

        function.State().ShouldBe("reserved none\nurl  AWS_IAM\nurl live AWS_IAM");
    }

    [Fact]
    public async Task RollBack_OneWasClosedBefore_StaysClosed()
    {
        var function = LambdaCloud.Create();
        function.Url("", "AWS_IAM");
        function.Url("live", "NONE");
        var run = Start(SceneOf(function));
        await run.ApplyAsync();

        await run.RollBackAsync();

        function.State().ShouldBe("reserved none\nurl  AWS_IAM\nurl live NONE");
    }

    [Fact]
    public async Task RollBack_UrlAddedSince_IsRefused()
    {
        var function = LambdaCloud.Create();
        function.Url("", "NONE");
        var run = Start(SceneOf(function));
        await run.ApplyAsync();
        function.Url("live", "NONE");

        (await run.VerifyAsync()).ShouldNotBeOfType<Verification.Confirmed>();
        (await run.RollBackAsync()).ShouldBeOfType<Restored.Drifted>().Difference.ShouldContain("live");
    }

    [Fact]
    public async Task RollBack_AnyUrls_AreAsBefore() =>
        await Gen.Select(Gen.Int[0, 3], Gen.Bool).Array[0, 4].SampleAsync(
            async urls =>
            {
                var function = LambdaCloud.Create();
                foreach (var (qualifier, open) in urls)
                    function.Url(Qualifiers[qualifier], open ? "NONE" : "AWS_IAM");
                var before = function.State();
                var run = Start(SceneOf(function));
                await run.ApplyAsync();
                function.State().ShouldNotContain("NONE", Case.Sensitive);
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                function.State().ShouldBe(before);
            },
            seed: Seeds.Next(),
            iter: 30,
            threads: 1);

    protected override Task<Scene> ExposedAsync()
    {
        var function = LambdaCloud.Create();
        function.Url("", "NONE");
        function.Url("live", "NONE");
        function.Url("test", "AWS_IAM");
        return Task.FromResult(SceneOf(function));
    }

    protected override Task<Scene> SafeAsync()
    {
        var function = LambdaCloud.Create();
        function.Url("", "AWS_IAM");
        return Task.FromResult(SceneOf(function));
    }

    protected override IRemediation Make(AwsClients aws) => new CloseFunctionUrl(aws);

    private static Scene SceneOf(LambdaCloud function) => new()
    {
        Target = Scene.Of("AwsLambdaFunction", function.Name),
        LookAsync = () => Task.FromResult(function.State()),
        DriftAsync = () => Task.Run(() => function.Url("canary", "NONE")),
    };
}
