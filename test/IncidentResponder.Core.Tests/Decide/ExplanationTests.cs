using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Decide;

/// <summary>What caps a decision, and what would have changed it.</summary>
public sealed class ExplanationTests
{
    [Theory]
    [InlineData("NotifyOnly", ResponseMode.NotifyOnly)]
    [InlineData("AskFirst", ResponseMode.AskFirst)]
    [InlineData("ContainNow", ResponseMode.ContainNow)]
    public void Decide_MostMode_IsTheMostThatIsDone(string most, ResponseMode mode) => Decide(Policy(most)).Mode.ShouldBe(mode);

    [Fact]
    public void Read_MostModeIgnore_IsRefused() =>
        PolicyReader.Read(Policy("Ignore")).ShouldBeOfType<PolicyReading.Faulty>().Faults.Single().Path.ShouldBe("$.mostMode");

    [Fact]
    public void Decide_RuleMissedByOneThing_SaysWhatWouldHaveChangedIt()
    {
        var policy = """
            {"version": 1, "approvers": ["responder@example.com"], "rules": [
              {"name": "sandbox", "findingTypes": ["CryptoCurrency:*"], "targetTags": {"environment": ["sandbox"]}, "mode": "ContainNow"},
              {"name": "worst", "findingTypes": ["CryptoCurrency:*"], "minimumSeverity": "Critical", "mode": "ContainNow"},
              {"name": "both", "findingTypes": ["CryptoCurrency:*"], "minimumSeverity": "Critical", "targetTags": {"a": ["b"]}, "mode": "ContainNow"},
              {"name": "mining", "findingTypes": ["CryptoCurrency:*"], "mode": "AskFirst"}]}
            """;

        Decide(policy).Otherwise.ShouldBe([
            "Rule 'sandbox' (ContainNow) would have decided if tag environment were sandbox (it is absent).",
            "Rule 'worst' (ContainNow) would have decided if the severity were Critical or more.",
        ]);
    }

    private static Decision Decide(string policy) => new Decider(PolicyReader.Read(policy), PlannedRemediation.Catalogue, [])
        .Decide(IncidentOpening.Open(Some.Finding(), Some.Moment), Some.Facts(), Some.Moment);

    private static string Policy(string most) => $$"""
        {"version": 1, "approvers": ["responder@example.com"], "mostMode": "{{most}}",
         "rules": [{"name": "mining", "findingTypes": ["CryptoCurrency:*"], "mode": "ContainNow"}]}
        """;
}
