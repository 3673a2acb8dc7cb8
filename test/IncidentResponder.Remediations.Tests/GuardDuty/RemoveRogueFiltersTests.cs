using CsCheck;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.GuardDuty;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.GuardDuty;

public sealed class RemoveRogueFiltersTests(Moto moto) : RemediationContract(moto)
{
    private static readonly FindingPrincipal s_mallory = new() { Kind = "IAMUser", Name = "mallory", AccessKeyId = "AKIAIOSFODNN7EXAMPLE" };

    [Fact]
    public async Task Apply_FilterOfTheFindingsIdentity_DoesNothingMoreAndKeepsTheRest()
    {
        var cloud = new DetectorCloud();
        cloud.Filter("hide-all");
        var before = cloud.State();

        await Start(SceneOf(cloud)).ApplyAsync();

        cloud.State().ShouldBe(before.Replace("ARCHIVE", "NOOP", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Apply_FiltersOfOthers_AreLeftAlone()
    {
        var cloud = new DetectorCloud();
        cloud.Filter("old", by: null);
        cloud.Filter("of-the-pipeline", by: DetectorCloud.Session);
        cloud.Filter("hide-all");

        await Start(SceneOf(cloud)).ApplyAsync();

        ActionsOf(cloud).ShouldBe(["hide-all NOOP", "of-the-pipeline ARCHIVE", "old ARCHIVE"]);
    }

    [Fact]
    public async Task Apply_OldFilterThatTheIdentityWidened_ArchivesNoMore()
    {
        var cloud = new DetectorCloud();
        cloud.Filter("old", by: null);
        cloud.Record("UpdateFilter", $$"""{"detectorId":"{{cloud.Id}}","filterName":"old","rank":1}""", DetectorCloud.Mallory);

        await Start(SceneOf(cloud)).ApplyAsync();

        ActionsOf(cloud).ShouldBe(["old NOOP"]);
    }

    [Theory]
    [InlineData("AssumedRole", "pipeline", "ASIAIOSFODNN7EXAMPLE", true)]
    [InlineData("AssumedRole", "pipeline", "ASIAI44QH8DHBEXAMPLE", true)]
    [InlineData("AssumedRole", "other", "ASIAI44QH8DHBEXAMPLE", false)]
    [InlineData("IAMUser", "pipeline", null, false)]
    [InlineData("Root", null, null, false)]
    [InlineData(null, null, null, true)]
    public async Task Capture_FilterOfASession_IsTheFindingsWhenItsRoleIsOrWhenItNamesNobody(string? kind, string? name, string? key, bool chosen)
    {
        var cloud = new DetectorCloud();
        cloud.Filter("hide-all", by: DetectorCloud.Session);
        var run = Start(SceneOf(cloud, kind is null ? null : new() { Kind = kind, Name = name, AccessKeyId = key }));

        (await run.CaptureAsync()).ShouldBeOfType<Captured.State>().Json.Contains("hide-all", StringComparison.Ordinal).ShouldBe(chosen);
    }

    [Theory]
    [InlineData("a call that was refused")]
    [InlineData("another service's filter")]
    [InlineData("another detector's filter")]
    [InlineData("days before the incident")]
    [InlineData("a record that can't be read")]
    public async Task Capture_RecordThatIsNoneOfTheFilter_ChoosesNothing(string record)
    {
        var cloud = new DetectorCloud();
        cloud.Filter("hide-all", by: null);
        cloud.Record("CreateFilter", $$"""{"detectorId":"{{(record.StartsWith("another detector", StringComparison.Ordinal) ? "0" : cloud.Id)}}","name":"hide-all"}""",
            record.EndsWith("can't be read", StringComparison.Ordinal) ? "{" : DetectorCloud.Mallory,
            error: record.EndsWith("refused", StringComparison.Ordinal) ? "AccessDenied" : null,
            source: record.StartsWith("another service", StringComparison.Ordinal) ? "inspector2.amazonaws.com" : "guardduty.amazonaws.com",
            at: record.StartsWith("days", StringComparison.Ordinal) ? "2026-01-12T23:59:59Z" : "2026-01-13T00:00:00Z");

        (await Start(SceneOf(cloud)).CaptureAsync()).ShouldBeOfType<Captured.State>().Json.ShouldBe("""{"Chosen":{}}""");
    }

    [Fact]
    public async Task Capture_MoreRecordsThanAreRead_IsRefused()
    {
        var cloud = new DetectorCloud();
        cloud.Filter("hide-all");
        for (var i = 0; i < 20; i++)
            cloud.Record("CreateFilter", $$"""{"detectorId":"{{cloud.Id}}","name":"decoy-{{i}}"}""", DetectorCloud.Mallory);

        (await Start(SceneOf(cloud)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("more than 20 records of CreateFilter since 2026-01-13");
    }

    [Fact]
    public async Task Capture_NoDetector_SaysThatNothingIsHidden()
    {
        var run = Start(SceneOf(new()) with { Answer = (call, _) => call == "guardduty:ListDetectors" ? """{"detectorIds":[]}""" : null });

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("no GuardDuty detector in eu-west-1");
    }

    [Fact]
    public async Task RollBack_FilterWasDeletedSince_IsDriftedAndNotMadeAgain()
    {
        var cloud = new DetectorCloud();
        cloud.Filter("hide-all");
        var run = Start(SceneOf(cloud));
        await run.ApplyAsync();
        cloud.DeleteFilter("hide-all");

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Drifted>().Difference.ShouldContain("hide-all");

        cloud.State().ShouldBeEmpty();
    }

    // CloudTrail's records come up to 15 minutes late: what was approved is what is changed.
    [Fact]
    public async Task Verify_AnotherFilterCameToLight_IsConfirmedAndCanBeUndone()
    {
        var cloud = new DetectorCloud();
        cloud.Filter("hide-all");
        var before = cloud.State();
        var run = Start(SceneOf(cloud));
        await run.ApplyAsync();
        cloud.Filter("late");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        ActionsOf(cloud).ShouldBe(["hide-all ARCHIVE", "late ARCHIVE"]);
        cloud.DeleteFilter("late");
        cloud.State().ShouldBe(before);
    }

    [Fact]
    public async Task Preview_FiltersOfAllKinds_TellsWhoMadeThemAndWhichStay()
    {
        var cloud = new DetectorCloud();
        cloud.Filter("hide-all");
        cloud.Filter("of-the-pipeline", by: DetectorCloud.Session);
        cloud.Filter("old", by: null);
        cloud.Filter("only-a-view", action: "NOOP", by: null);
        var run = Start(SceneOf(cloud));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldBe(
        [
            "Filter hide-all archives findings: criterion severity greater than or equal to 4, criterion type equals [Recon:EC2/Portscan], description Known noise, rank 1, tag team soc (GuardDuty).",
            "Filter hide-all: CreateFilter by arn:aws:iam::123456789012:user/mallory on 2026-01-14 09:30 UTC (CloudTrail).",
            "Filter of-the-pipeline: CreateFilter by arn:aws:sts::123456789012:assumed-role/pipeline/1 on 2026-01-14 09:30 UTC (CloudTrail).",
            "Filter of-the-pipeline archives findings too and stays, for somebody else than the finding's identity changed it: look at it (GuardDuty).",
            "Filter old archives findings too and stays: CloudTrail knows of no change of it since the day before the incident (GuardDuty).",
        ]);
    }

    [Fact]
    public async Task RollBack_AnyFilters_UndoesApply() =>
        await Gen.Select(Gen.Bool, Gen.Int[0, 2]).Array[0, 5].SampleAsync(
            async filters =>
            {
                var cloud = new DetectorCloud();
                for (var i = 0; i < filters.Length; i++)
                    cloud.Filter($"filter-{i}", filters[i].Item1 ? "ARCHIVE" : "NOOP", ((string?[])[null, DetectorCloud.Mallory, DetectorCloud.Session])[filters[i].Item2]);
                var before = cloud.State();
                var run = Start(SceneOf(cloud));
                await run.ApplyAsync();
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                cloud.State().ShouldBe(before);
            },
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);

    protected override Task<Scene> ExposedAsync()
    {
        var cloud = new DetectorCloud();
        cloud.Filter("hide-all");
        cloud.Filter("hide-more");
        return Task.FromResult(SceneOf(cloud));
    }

    protected override Task<Scene> SafeAsync()
    {
        var cloud = new DetectorCloud();
        cloud.Filter("only-a-view", action: "NOOP");
        return Task.FromResult(SceneOf(cloud));
    }

    protected override IRemediation Make(AwsClients aws) => new RemoveRogueFilters(aws);

    private static Scene SceneOf(DetectorCloud cloud) => SceneOf(cloud, s_mallory);

    private static Scene SceneOf(DetectorCloud cloud, FindingPrincipal? principal) => new()
    {
        Target = Scene.Of("AwsAccount", Moto.Account) with { Principal = principal },
        LookAsync = () => Task.FromResult(cloud.State()),
        DriftAsync = () =>
        {
            cloud.Filter("hide-all", by: null, type: "Backdoor:EC2/Spambot");
            return Task.CompletedTask;
        },
        Answer = cloud.Answer,
    };

    private static IEnumerable<string> ActionsOf(DetectorCloud cloud) => cloud.State().Split('\n')
        .Select(line => System.Text.Json.JsonElement.Parse(line)).Select(filter => $"{filter.GetProperty("name")} {filter.GetProperty("action")}");
}
