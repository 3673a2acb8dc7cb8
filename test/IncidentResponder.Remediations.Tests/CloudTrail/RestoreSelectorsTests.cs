using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Remediations.CloudTrail;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.CloudTrail;

[Collection("Trails of the account")]
public sealed class RestoreSelectorsTests(Moto moto) : RemediationContract(moto)
{
    private const string ReadOnly = """{"ReadWriteType":"ReadOnly","IncludeManagementEvents":true,"DataResources":[],"ExcludeManagementEventSources":[]}""";
    private const string All = """{"ReadWriteType":"All","IncludeManagementEvents":true,"DataResources":[],"ExcludeManagementEventSources":["kms.amazonaws.com"]}""";
    private const string DataOnly = """{"ReadWriteType":"All","IncludeManagementEvents":false,"DataResources":[{"Type":"AWS::S3::Object","Values":["arn:aws:s3:::example/"]}],"ExcludeManagementEventSources":[]}""";
    private const string Writes = """{"Name":"w","FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]},{"Field":"readOnly","Equals":["false"]}]}""";
    private const string Reads = """{"Name":"r","FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]},{"Field":"readOnly","Equals":["true"]}]}""";
    private const string OneSource = """{"Name":"o","FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]},{"Field":"eventSource","Equals":["s3.amazonaws.com"]}]}""";
    private const string WithoutKeys = """{"Name":"k","FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]},{"Field":"eventSource","NotEquals":["kms.amazonaws.com"]}]}""";
    private const string Objects = """{"Name":"d","FieldSelectors":[{"Field":"eventCategory","Equals":["Data"]},{"Field":"resources.ARN","StartsWith":["arn:aws:s3:::example/"],"NotEndsWith":["/log"]}]}""";

    private readonly TrailWorld _trails = new(moto);

    [Theory]
    [InlineData("EventSelectors", ReadOnly, true)]
    [InlineData("EventSelectors", DataOnly, true)]
    [InlineData("EventSelectors", All, false)]
    [InlineData("EventSelectors", DataOnly + "," + All, false)]
    [InlineData("EventSelectors", DataOnly + "," + DataOnly + "," + DataOnly + "," + DataOnly + "," + ReadOnly, true)]
    [InlineData("AdvancedEventSelectors", Reads, true)]
    [InlineData("AdvancedEventSelectors", Objects, true)]
    [InlineData("AdvancedEventSelectors", OneSource, true)]
    [InlineData("AdvancedEventSelectors", Writes, false)]
    [InlineData("AdvancedEventSelectors", Objects + "," + WithoutKeys, false)]
    public async Task Apply_SelectorsThatHideChanges_AreWidenedAndNoOthers(string kind, string selectors, bool hide)
    {
        var scene = await SceneOfAsync(kind, selectors);
        var run = Start(scene);

        var applied = await run.ApplyAsync();

        applied.ShouldBeOfType(hide ? typeof(Applied.Changed) : typeof(Applied.AlreadySafe));
        (await Start(scene).ApplyAsync()).ShouldBeOfType<Applied.AlreadySafe>();
    }

    [Fact]
    public async Task Apply_FiveBasicSelectors_StayFiveAndKeepTheirData()
    {
        var scene = await SceneOfAsync("EventSelectors", string.Join(',', Enumerable.Repeat(DataOnly, 5)));
        await Start(scene).ApplyAsync();

        var found = (await _trails.AskAsync("GetEventSelectors", """{"TrailName":"main"}""")).GetProperty("EventSelectors");
        found.GetArrayLength().ShouldBe(5);
        found[0].GetProperty("IncludeManagementEvents").GetBoolean().ShouldBeTrue();
        found.EnumerateArray().ShouldAllBe(one => one.GetProperty("DataResources").GetArrayLength() == 1);
    }

    [Fact]
    public async Task RollBack_AnySelectors_UndoesApply()
    {
        var basic = Among.Of(ReadOnly, All, DataOnly).Array[1, 5].Select(them => ("EventSelectors", string.Join(',', them)));
        var advanced = Among.Of(Reads, Writes, OneSource, WithoutKeys, Objects).Array[1, 4].Select(them => ("AdvancedEventSelectors", string.Join(',', them)));
        await Gen.OneOf(basic, advanced).SampleAsync(
            async drawn =>
            {
                var scene = await SceneOfAsync(drawn.Item1, drawn.Item2);
                var before = await scene.LookAsync();
                var run = Start(scene);
                await run.ApplyAsync();
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await scene.LookAsync()).ShouldBe(before);
            },
            writeLine: line => TestContext.Current.SendDiagnosticMessage(line),
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);
    }

    protected override Task<Scene> ExposedAsync() => SceneOfAsync("EventSelectors", ReadOnly);

    protected override Task<Scene> SafeAsync() => SceneOfAsync("EventSelectors", All);

    protected override IRemediation Make(AwsClients aws) => new RestoreSelectors(aws);

    private async Task<Scene> SceneOfAsync(string kind, string selectors)
    {
        await _trails.ClearAsync();
        await _trails.CreateAsync("main");
        await PutAsync(kind, selectors);
        return new()
        {
            Target = Scene.Of("AwsAccount", Moto.Account),
            LookAsync = () => _trails.LookAsync("GetEventSelectors", "TrailName", "EventSelectors", "AdvancedEventSelectors"),
            DriftAsync = () => PutAsync("EventSelectors", DataOnly),
        };
    }

    private Task PutAsync(string kind, string selectors) => _trails.AskAsync("PutEventSelectors", $$"""{"TrailName":"main","{{kind}}":[{{selectors}}]}""");
}
