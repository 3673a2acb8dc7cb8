using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Lambda;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Lambda;

public sealed class PauseEventSourcesTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task RollBack_OneWasDisabledBefore_StaysDisabled()
    {
        var function = LambdaCloud.Create();
        function.Source("orders", enabled: true);
        function.Source("old-orders", enabled: false);
        var before = function.State();
        var run = Start(SceneOf(function));
        await run.ApplyAsync();
        function.State().ShouldNotContain("Enabled");

        await run.RollBackAsync();

        function.State().ShouldBe(before);
        run.Log.Changes.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Apply_SourceOfAnAlias_IsPausedToo()
    {
        var function = LambdaCloud.Create();
        function.Source("orders", enabled: true, "live");

        (await Start(SceneOf(function)).ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        function.State().ShouldNotContain("Enabled");
    }

    [Fact]
    public async Task Apply_SourceOfAnotherFunction_GoesOn()
    {
        var (function, other) = (LambdaCloud.Create(), LambdaCloud.Create());
        function.Source("orders", enabled: true);
        other.Source("orders", enabled: true);
        var before = other.State();

        await Start(SceneOf(function)).ApplyAsync();

        other.State().ShouldBe(before);
    }

    [Fact]
    public async Task Apply_SourceStaysInChange_IsRefusedByName()
    {
        var function = LambdaCloud.Create();
        var id = function.Source("orders", enabled: true);
        function.SetSource(id, "Updating");
        var run = Start(SceneOf(function));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Refused>().Why.ShouldContain(id);

        run.Book.Pauses.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task RollBack_SourceDeletedSince_IsRefused()
    {
        var function = LambdaCloud.Create();
        var id = function.Source("orders", enabled: true);
        var run = Start(SceneOf(function));
        await run.ApplyAsync();
        function.RemoveSource(id);

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Drifted>().Difference.ShouldContain(id);
    }

    [Fact]
    public async Task RollBack_AnySources_AreAsBefore() =>
        await Gen.Bool.Array[0, 5].SampleAsync(
            async sources =>
            {
                var function = LambdaCloud.Create();
                foreach (var enabled in sources)
                    function.Source("orders", enabled);
                var before = function.State();
                var run = Start(SceneOf(function));
                await run.ApplyAsync();
                function.State().ShouldNotContain("Enabled");
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
        function.Source("orders", enabled: true);
        function.Source("old-orders", enabled: false);
        function.Source("returns", enabled: true, "live");
        return Task.FromResult(SceneOf(function));
    }

    protected override Task<Scene> SafeAsync()
    {
        var function = LambdaCloud.Create();
        function.Source("orders", enabled: false);
        return Task.FromResult(SceneOf(function));
    }

    protected override IRemediation Make(AwsClients aws) => new PauseEventSources(aws);

    private static Scene SceneOf(LambdaCloud function) => new()
    {
        Target = Scene.Of("AwsLambdaFunction", function.Name),
        LookAsync = () => Task.FromResult(function.State()),
        DriftAsync = () => Task.Run(() => function.Source("intruder", enabled: true)),
    };
}
