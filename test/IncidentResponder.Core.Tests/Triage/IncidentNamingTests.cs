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
    public void Open_OtherTypeThatIsOnlyTold_IsAnotherIncident() =>
        IncidentOpening.Open(Some.Finding("Policy:S3/A", role: ResourceRole.Target), Some.Moment).Id
            .ShouldNotBe(IncidentOpening.Open(Some.Finding("Policy:S3/B", role: ResourceRole.Target), Some.Moment).Id);

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
        Gen.Select(Gen.String, Gen.String, Gen.String).Sample((region, target, playbook) =>
            Id("111122223333", region, target, playbook, new DateOnly(2026, 1, 14)).Length == 29);

    private static string Id(string account, string region, string target, string playbook, DateOnly day) =>
        IncidentNaming.IdFor(AccountId.Parse(account), region, Some.Instance(target), playbook, day).Value;

    private static IncidentId IdOf(string name) =>
        IncidentOpening.Open(EventReader.Read(Events.Read(name)).Single().ShouldBeOfType<Ingested.Understood>().Finding, Some.Moment).Id;
}
