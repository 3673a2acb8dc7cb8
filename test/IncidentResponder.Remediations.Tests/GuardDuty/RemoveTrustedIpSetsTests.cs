using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.GuardDuty;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.GuardDuty;

public sealed class RemoveTrustedIpSetsTests(Moto moto) : RemediationContract(moto)
{
    protected override bool ComesBack => false;

    [Fact]
    public async Task Apply_ListOfTheFindingsIdentity_IsInactiveAndKeepsTheRest()
    {
        var cloud = new DetectorCloud();
        cloud.List("0a1b");
        var before = cloud.State();

        await Start(SceneOf(cloud)).ApplyAsync();

        cloud.State().ShouldBe(before.Replace("\"ACTIVE\"", "\"INACTIVE\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Apply_OldListThatTheIdentityMovedToItsOwnBucket_IsInactive()
    {
        var cloud = new DetectorCloud();
        cloud.List("0a1b", by: null);
        cloud.List("2c3d", by: DetectorCloud.Session);
        cloud.Record("UpdateIPSet", $$"""{"detectorId":"{{cloud.Id}}","ipSetId":"0a1b","location":"s3://mallorys-bucket/list"}""", DetectorCloud.Mallory);

        await Start(SceneOf(cloud)).ApplyAsync();

        cloud.State().Split('\n').Select(line => line.Contains("\"INACTIVE\"", StringComparison.Ordinal)).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Verify_GuardDutyIsStillSwitching_IsStillOpenUntilItIsDone()
    {
        var cloud = new DetectorCloud { Looks = 1 };
        cloud.List("0a1b");
        var run = Start(SceneOf(cloud));
        await run.ApplyAsync();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain("still switching list of trusted addresses 0a1b");
        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
    }

    [Theory]
    [InlineData("INACTIVE")]
    [InlineData("ERROR")]
    [InlineData("DELETE_PENDING")]
    public async Task Apply_ListThatTrustsNobodyNow_ChangesNothing(string status)
    {
        var cloud = new DetectorCloud();
        cloud.List("0a1b", status);
        var run = Start(SceneOf(cloud));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.AlreadySafe>();

        run.Log.Changes.ShouldBeEmpty();
    }

    // GuardDuty asks for rights on its service-linked role to activate a list, and the responder has none on such roles.
    [Fact]
    public async Task RollBack_Applied_NamesTheListsAndHowToActivateThemByHand()
    {
        var cloud = new DetectorCloud();
        cloud.List("0a1b");
        var run = Start(SceneOf(cloud));
        await run.ApplyAsync();

        var why = (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why;

        why.ShouldContain($"0a1b of detector {cloud.Id}");
        why.ShouldContain("aws guardduty update-ip-set");
        why.ShouldContain("AWSServiceRoleForAmazonGuardDuty");
    }

    [Fact]
    public async Task Preview_List_TellsWhereItIsReadFromAndWhoMadeIt()
    {
        var cloud = new DetectorCloud();
        cloud.List("0a1b");
        var run = Start(SceneOf(cloud));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldBe(
        [
            "List of trusted addresses 0a1b is active: bucket owner 123456789012, format TXT, location https://s3.amazonaws.com/example-lists/0a1b.txt, name office, tag team soc (GuardDuty).",
            "List of trusted addresses 0a1b: CreateIPSet by arn:aws:iam::123456789012:user/mallory on 2026-01-14 09:30 UTC (CloudTrail).",
        ]);
    }

    protected override Task<Scene> ExposedAsync()
    {
        var cloud = new DetectorCloud();
        cloud.List("0a1b");
        cloud.List("2c3d");
        return Task.FromResult(SceneOf(cloud));
    }

    protected override Task<Scene> SafeAsync()
    {
        var cloud = new DetectorCloud();
        cloud.List("0a1b", "INACTIVE");
        return Task.FromResult(SceneOf(cloud));
    }

    protected override IRemediation Make(AwsClients aws) => new RemoveTrustedIpSets(aws);

    private static Scene SceneOf(DetectorCloud cloud) => new()
    {
        Target = Scene.Of("AwsAccount", Moto.Account) with { Principal = new() { Kind = "IAMUser", Name = "mallory" } },
        LookAsync = () => Task.FromResult(cloud.State()),
        DriftAsync = () =>
        {
            cloud.List("0a1b", by: null, status: "ERROR");
            return Task.CompletedTask;
        },
        Answer = cloud.Answer,
    };
}
