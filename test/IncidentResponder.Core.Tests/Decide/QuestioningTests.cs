using System.Text.Json;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Decide;

/// <summary>What a policy says of whom to ask, how many must approve, and when people are told.</summary>
public sealed class QuestioningTests
{
    private static readonly DateTimeOffset Night = new(2026, 1, 14, 23, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Quorum_EnoughPeople_AsksAndSaysHowMany()
    {
        var decision = Decide("\"quorum\": 2", approvers: ["ada@example.com", "grace@example.com"]);
        (decision.Mode, decision.Quorum).ShouldBe((ResponseMode.AskFirst, 2));
        decision.Because.ShouldContain("2 different people must approve; a denial by one ends it.");
    }

    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("ada@example.com", "ada+phone@example.com")]
    [InlineData("ada@example.com", "owner@example.com")]
    public void Quorum_TooFewPeople_ChangesNothingRatherThanAskFewer(params string[] approvers)
    {
        var decision = Decide("\"quorum\": 2", approvers, ("owner", "owner"));
        decision.Mode.ShouldBe(ResponseMode.NotifyOnly);
        decision.Plan.Steps.ShouldBeEmpty();
        decision.Because.ShouldContain(sentence => sentence.Contains("wants 2 different people to approve, and only 1 may: nothing is changed."));
    }

    [Fact]
    public void Escalation_InTime_CountsForTheQuorumAndIsExplained()
    {
        var decision = Decide("""
            "quorum": 2, "windowSeconds": 900, "escalation": [
              {"afterSeconds": 300, "approvers": ["lead@example.com", "ada@example.com"]},
              {"afterSeconds": 600, "approvers": ["lead@example.com"]},
              {"afterSeconds": 900, "approvers": ["late@example.com"]}]
            """, ["ada@example.com"]);
        decision.Mode.ShouldBe(ResponseMode.AskFirst);
        decision.Escalation.Single().Approvers.ShouldBe(["lead@example.com"]);
        decision.Because.ShouldContain("If nobody has answered after 300 seconds, lead@example.com may answer as well.");
    }

    [Fact]
    public void Escalation_OfTheOwner_IsLeftOut() =>
        Decide("\"escalation\": [{\"afterSeconds\": 300, \"approvers\": [\"owner@example.com\"]}]", ["ada@example.com"], ("owner", "owner")).Escalation.ShouldBeEmpty();

    [Fact]
    public void Decision_ReadFromWhatOlderVersionsKept_WantsOneAndAsksNobodyLater()
    {
        var json = JsonSerializer.Serialize(Decide("", ["ada@example.com"]), CoreJson.Default.Decision);
        var kept = JsonSerializer.Deserialize(json.Replace("\"quorum\":1,", "", StringComparison.Ordinal).Replace("\"escalation\":[],", "", StringComparison.Ordinal), CoreJson.Default.Decision)!;
        (kept.Quorum, kept.Escalation.IsEmpty, kept.TellAt).ShouldBe((1, true, null));
    }

    [Theory]
    [InlineData("NotifyOnly", Severity.Medium, true)]
    [InlineData("NotifyOnly", Severity.High, false)]
    [InlineData("AskFirst", Severity.Medium, false)]
    [InlineData("ContainNow", Severity.Medium, false)]
    public void QuietHours_OnlyWhatIsToldAndNotSevere_IsHeld(string mode, Severity severity, bool held)
    {
        var decision = DecideAtNight($$"""{"name": "r", "findingTypes": ["*"], "mode": "{{mode}}"}""", severity, ["ada@example.com"]);
        decision.TellAt.ShouldBe(held ? new DateTimeOffset(2026, 1, 15, 6, 0, 0, TimeSpan.Zero) : null);
        decision.Because.Any(sentence => sentence.StartsWith("It is quiet until", StringComparison.Ordinal)).ShouldBe(held);
    }

    [Fact]
    public void QuietHours_GuardLoweredWhatThePolicyWanted_IsToldAtOnce()
    {
        var decision = DecideAtNight("""{"name": "r", "findingTypes": ["*"], "mode": "AskFirst"}""", Severity.Medium, []);
        (decision.Mode, decision.TellAt).ShouldBe((ResponseMode.NotifyOnly, null));
    }

    private static Decision Decide(string rule, string[] approvers, params (string, string)[] tags) =>
        Decide($$"""{"version": 1, "rules": [{"name": "r", "findingTypes": ["*"], "mode": "AskFirst"{{(rule.Length > 0 ? ", " + rule : "")}}}]}""", Some.Finding(), approvers, Some.Moment, tags);

    private static Decision DecideAtNight(string rule, Severity severity, string[] approvers) =>
        Decide(
            $$"""{"version": 1, "quietHours": {"fromUtc": "22:00", "toUtc": "06:00", "wakeFrom": "High"}, "rules": [{{rule}}]}""",
            Some.Finding() with { Severity = severity },
            approvers,
            Night);

    private static Decision Decide(string policy, Finding finding, string[] approvers, DateTimeOffset at, params (string, string)[] tags) =>
        new Decider(PolicyReader.Read(policy).ShouldBeOfType<PolicyReading.Readable>(), PlannedRemediation.Catalogue, [.. approvers])
            .Decide(IncidentOpening.Open(finding, at), Some.Facts(tags: tags), at);
}
