using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Remediations.GuardDuty;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.GuardDuty;

public sealed class EnableDetectorTests(Moto moto) : RemediationContract(moto)
{
    protected override bool ComesBack => false;

    [Fact]
    public async Task Apply_SuspendedDetector_KeepsItsIdAndHowOftenItPublishes()
    {
        var scene = await ExposedAsync();
        var before = await scene.LookAsync();

        (await Start(scene).ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await scene.LookAsync()).ShouldBe(before.Replace("DISABLED", "ENABLED", StringComparison.Ordinal));
        before.ShouldContain("ONE_HOUR");
    }

    [Fact]
    public async Task Apply_DeletedDetector_MakesANewOneThatPublishesSoon()
    {
        await ClearAsync();
        var scene = SceneOf();
        var run = Start(scene);

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await scene.LookAsync()).ShouldEndWith("ENABLED FIFTEEN_MINUTES");
        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain("stays on");
    }

    protected override async Task<Scene> ExposedAsync()
    {
        await ClearAsync();
        await Moto.RestAsync("guardduty", HttpMethod.Post, "/detector", """{"enable":false,"findingPublishingFrequency":"ONE_HOUR"}""");
        return SceneOf();
    }

    protected override async Task<Scene> SafeAsync()
    {
        await ClearAsync();
        await Moto.RestAsync("guardduty", HttpMethod.Post, "/detector", """{"enable":true}""");
        return SceneOf();
    }

    protected override IRemediation Make(AwsClients aws) => new EnableDetector(aws);

    protected override async Task<ImmutableArray<Run>> OtherPathsAsync()
    {
        await ClearAsync();
        var run = Start(SceneOf());
        await run.ApplyAsync();
        return [run];
    }

    // It can't be undone, whatever somebody does afterwards.
    private Scene SceneOf() => new()
    {
        Target = Scene.Of("AwsAccount", Moto.Account),
        LookAsync = LookAsync,
        DriftAsync = async () => await Moto.RestAsync("guardduty", HttpMethod.Post, $"/detector/{(await IdsAsync())[0]}", """{"enable":true,"findingPublishingFrequency":"SIX_HOURS"}"""),
    };

    private async Task<string> LookAsync() => string.Join('\n', await Task.WhenAll((await IdsAsync()).Select(async id =>
    {
        var detector = JsonElement.Parse(await Moto.RestAsync("guardduty", HttpMethod.Get, $"/detector/{id}"));
        return $"{id} {detector.GetProperty("status").GetString()} {detector.GetProperty("findingPublishingFrequency").GetString()}";
    })));

    private async Task ClearAsync()
    {
        foreach (var id in await IdsAsync())
            await Moto.RestAsync("guardduty", HttpMethod.Delete, $"/detector/{id}");
    }

    private async Task<ImmutableArray<string>> IdsAsync() =>
        [.. JsonElement.Parse(await Moto.RestAsync("guardduty", HttpMethod.Get, "/detector")).GetProperty("detectorIds").EnumerateArray().Select(id => id.GetString()!)];
}
