using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Decide;

public sealed class EventDoubtTests
{
    private static readonly Incident Mining = Opened(Some.Finding());

    private static readonly Incident StolenKey = Opened(
        Some.KeyFinding() with { Resources = [Some.AccessKey(), Some.AccessKey() with { Type = "AwsIamUser", Id = "build-bot" }] });

    public static TheoryData<string, Func<StandingFinding, StandingFinding>, string> Disagreements => new()
    {
        { "type", one => one with { Type = "Recon:EC2/Portscan" }, "type is 'Recon:EC2/Portscan', but the event said 'CryptoCurrency:EC2/BitcoinTool.B'" },
        { "type's case", one => one with { Type = one.Type.ToLowerInvariant() }, "type is" },
        { "account", one => one with { Account = "444455556666" }, "account is '444455556666', but the event said '111122223333'" },
        { "Region", one => one with { Region = "us-east-1" }, "Region is 'us-east-1', but the event said 'eu-west-1'" },
        { "role", one => one with { Role = ResourceRole.Target }, "role of its resource is 'Target', but the event said 'Actor'" },
        { "role unknown", one => one with { Role = ResourceRole.Unknown }, "role of its resource is 'Unknown'" },
        { "target", one => one with { Resources = [("AwsEc2Instance", "i-0ffffffffffffffff")] }, "about AwsEc2Instance i-0ffffffffffffffff, but the event said AwsEc2Instance i-0a1b2c3d4e5f67890" },
        { "target's type", one => one with { Resources = [("AwsEc2Volume", "i-0a1b2c3d4e5f67890")] }, "about AwsEc2Volume" },
        { "no target", one => one with { Resources = [] }, "about no resource" },
        { "archived", one => one with { State = FindingState.Archived }, "is archived by now" },
        { "suppressed", one => one with { State = FindingState.Suppressed }, "is suppressed by now" },
        { "resolved", one => one with { State = FindingState.Resolved }, "is resolved by now" },
        { "sample", one => one with { Sample = true }, "is a sample" },
    };

    [Theory]
    [MemberData(nameof(Disagreements))]
    public void About_OneThingDiffers_NamesIt(string what, Func<StandingFinding, StandingFinding> change, string expected) =>
        About(Mining, new ProducersWord.Stands(change(InMemoryFindingProducer.Agreeing(Mining.Finding))))
            .ShouldNotBeNull(what).ShouldContain(expected);

    [Theory]
    [InlineData(FindingState.Active)]
    [InlineData(FindingState.Notified)]
    public void About_SameFindingStanding_IsNothing(FindingState state) =>
        About(Mining, new ProducersWord.Stands(InMemoryFindingProducer.Agreeing(Mining.Finding) with { State = state })).ShouldBeNull();

    [Fact]
    public void About_FurtherResources_IsNothing()
    {
        var agreeing = InMemoryFindingProducer.Agreeing(Mining.Finding);

        About(Mining, new ProducersWord.Stands(agreeing with { Resources = [("AwsEc2Volume", "vol-1"), .. agreeing.Resources] })).ShouldBeNull();
    }

    [Fact]
    public void About_NoSuchFinding_SaysThatItMayBeForged() =>
        About(Mining, new ProducersWord.NoSuchFinding("GuardDuty")).ShouldNotBeNull().ShouldContain("GuardDuty has no finding 4cb5a629e9757b650d102f683cdbcd7b, so the event may be forged");

    [Fact]
    public void About_Silence_SaysWhy() =>
        About(Mining, new ProducersWord.NotHeard("GuardDuty could not be asked (AccessDeniedException)")).ShouldNotBeNull().ShouldContain("(AccessDeniedException)");

    [Fact]
    public void About_KeyOfAnotherUser_NamesTheUserThatThePlanWouldStop() =>
        About(StolenKey, new ProducersWord.Stands(InMemoryFindingProducer.Agreeing(StolenKey.Finding) with { Resources = [("AwsIamAccessKey", "AKIAIOSFODNN7EXAMPLE"), ("AwsIamUser", "intern")] }))
            .ShouldNotBeNull().ShouldContain("the event said AwsIamUser build-bot");

    // Security Hub's form of a finding names the key alone; whose it is is read from IAM before it is touched.
    [Fact]
    public void About_KeyWithoutItsUser_IsNothing() =>
        About(StolenKey, new ProducersWord.Stands(InMemoryFindingProducer.Agreeing(StolenKey.Finding) with { Resources = [("AwsIamAccessKey", "AKIAIOSFODNN7EXAMPLE")] })).ShouldBeNull();

    // GuardDuty marks the credentials of such findings as TARGET; nothing relies on it.
    [Fact]
    public void About_RoleThatNothingReliesOn_IsNothing() =>
        About(StolenKey, new ProducersWord.Stands(InMemoryFindingProducer.Agreeing(StolenKey.Finding) with { Role = ResourceRole.Unknown })).ShouldBeNull();

    private static Incident Opened(Finding finding) => IncidentOpening.Open(finding, Some.Moment);

    private static string? About(Incident incident, ProducersWord word) =>
        EventDoubt.About(incident, PlanBuilder.Build(incident, Some.Facts(), PlannedRemediation.Catalogue).ShouldBeOfType<PlanBuilding.Built>().Plan, word);
}
