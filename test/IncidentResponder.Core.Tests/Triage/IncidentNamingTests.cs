using CsCheck;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Triage;

public sealed class IncidentNamingTests
{
    [Theory]
    [InlineData("guardduty-cryptocurrency-ec2", "securityhub-cryptocurrency-ec2")]
    [InlineData("guardduty-unauthorized-iam-user", "securityhub-unauthorized-iam-user")]
    public void Open_SameFindingByBothPaths_IsOneIncident(string native, string asff) =>
        IdOf(native).ShouldBe(IdOf(asff));

    [Fact]
    public void Open_SameFindingUpdated_IsTheSameIncident()
    {
        var finding = Some.Finding();
        var updated = finding with { LastSeen = finding.LastSeen.AddDays(3), Count = 90, Severity = Severity.Critical, Title = "other" };

        IncidentOpening.Open(updated, Some.Moment.AddDays(3)).Id.ShouldBe(IncidentOpening.Open(finding, Some.Moment).Id);
    }

    [Fact]
    public void Open_Finding_NamesDayAndHash() =>
        IncidentOpening.Open(Some.Finding(), Some.Moment).Id.Value.ShouldMatch("^INC-20260114-[0-9a-f]{16}$");

    [Fact]
    public void Open_CreatedInAnotherZone_CountsTheUtcDay() =>
        IncidentOpening.Open(Some.Finding() with { CreatedAt = Some.Moment.ToOffset(TimeSpan.FromHours(-8)) }, Some.Moment).Id
            .ShouldBe(IncidentOpening.Open(Some.Finding(), Some.Moment).Id);

    [Fact]
    public void Open_OtherMiningTypeOnTheSameInstance_JoinsTheIncident() =>
        IncidentOpening.Open(Some.Finding("CryptoCurrency:EC2/BitcoinTool.B!DNS") with { Id = "other" }, Some.Moment).Id
            .ShouldBe(IncidentOpening.Open(Some.Finding(), Some.Moment).Id);

    [Fact]
    public void Open_WhatIsToldAndWhatIsContainedOfOneTarget_AreOneIncident() =>
        IncidentOpening.Open(Some.Finding("Policy:EC2/A", role: ResourceRole.Target), Some.Moment).Id
            .ShouldBe(IncidentOpening.Open(Some.Finding(), Some.Moment).Id);

    [Fact]
    public void Open_TwoKeysOfOneUserInTwoRegions_AreOneIncident() =>
        IncidentOpening.Open(Some.KeyFinding() with { Region = "us-east-1", Resources = [Some.AccessKey("AKIAI44QH8DHBEXAMPLE")] }, Some.Moment).Id
            .ShouldBe(IncidentOpening.Open(Some.KeyFinding(), Some.Moment).Id);

    [Fact]
    public void Open_BucketReadByAUserWhoseKeyIsStolen_JoinsTheUser()
    {
        var bucket = Some.Instance() with { Type = "AwsS3Bucket", Id = "amzn-s3-demo-bucket" };
        IncidentOpening.Open(Some.Finding("Exfiltration:S3/AnomalousBehavior", resource: bucket, principal: Some.User()), Some.Moment).Id
            .ShouldBe(IncidentOpening.Open(Some.KeyFinding(), Some.Moment).Id);
    }

    [Theory]
    [InlineData("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", true)]
    [InlineData("Discovery:IAMUser/AnomalousBehavior", false)]
    public void Open_SessionNamedLikeAnInstance_JoinsItOnlyWhereGuardDutyHasSeenThatItIs(string type, bool joins)
    {
        FindingPrincipal session = new() { Kind = "AssumedRole", Name = "web", PrincipalId = $"AROACKCEVSQ6C2EXAMPLE:{Some.Instance().Id}" };
        (IncidentOpening.Open(Some.Finding(type, resource: Some.AccessKey("ASIAIOSFODNN7EXAMPLE"), principal: session), Some.Moment).Id
            == IncidentOpening.Open(Some.Finding(), Some.Moment).Id).ShouldBe(joins);
    }

    [Fact]
    public void Next_OfAnId_CountsTheResponses()
    {
        var first = IncidentId.Parse("INC-20260114-8c1f0a2b9d3e4f50");
        (first.Round, first.Next.Value, first.Next.Round).ShouldBe((1, "INC-20260114-8c1f0a2b9d3e4f50-2", 2));
        (first.Next.Next.Value, first.Next.Next.First).ShouldBe(("INC-20260114-8c1f0a2b9d3e4f50-3", first));
    }

    [Fact]
    public void IdFor_AnythingDifferent_IsAnotherIncident()
    {
        var day = new DateOnly(2026, 1, 14);
        string[] ids =
        [
            Id("111122223333", "eu-west-1", "i-1", "A", day),
            Id("111122223334", "eu-west-1", "i-1", "A", day),
            Id("111122223333", "eu-west-2", "i-1", "A", day),
            Id("111122223333", "eu-west-1", "i-2", "A", day),
            Id("111122223333", "eu-west-1", "i-1", "B", day),
            Id("111122223333", "eu-west-1", "i-1", "A", day.AddDays(1)),
        ];

        ids.ShouldBeUnique();
    }

    [Fact]
    public void IdFor_AnyTarget_IsANameThatStepFunctionsTakes() =>
        Gen.Select(Gen.String, Gen.String, Gen.String).Sample((region, target, type) =>
            Id("111122223333", region, target, type, new DateOnly(2026, 1, 14)).Length == 29);

    private static string Id(string account, string region, string target, string type, DateOnly day) =>
        IncidentNaming.IdFor(AccountId.Parse(account), Some.Instance(target) with { Region = region, Type = type }, day).Value;

    private static IncidentId IdOf(string name) =>
        IncidentOpening.Open(EventReader.Read(Events.Read(name)).Single().ShouldBeOfType<Ingested.Understood>().Finding, Some.Moment).Id;
}
