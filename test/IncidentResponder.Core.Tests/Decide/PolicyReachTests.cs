using IncidentResponder.Core.Decide;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Decide;

public sealed class PolicyReachTests
{
    [Fact]
    public void Check_RuleThatAnotherTakesWhole_IsNamed()
    {
        var policy = """
            {"version": 1, "rules": [
              {"name": "all", "findingTypes": ["CryptoCurrency:*"], "mode": "AskFirst"},
              {"name": "some", "findingTypes": ["CryptoCurrency:EC2/*"], "minimumSeverity": "High", "mode": "ContainNow"},
              {"name": "more", "findingTypes": ["CryptoCurrency:EC2/*", "Trojan:EC2/*"], "mode": "ContainNow"}]}
            """;
        var read = PolicyReader.Read(policy).ShouldBeOfType<PolicyReading.Readable>().Policy;

        PolicyReach.Check(read, Some.Moment).Select(fault => fault.Path).ShouldBe(["$.rules[1]", "$.rules[2].findingTypes[0]"]);
    }

    [Fact]
    public void Check_QuorumThatNobodyCanMeetAndTiersAfterTheEnd_AreNamed()
    {
        var policy = """
            {"version": 1, "approvers": ["ada@example.com", "ada+two@example.com"],
             "escalation": [{"afterSeconds": 86400, "approvers": ["grace@example.com"]}],
             "rules": [
              {"name": "two", "findingTypes": ["Trojan:EC2/*"], "mode": "AskFirst", "quorum": 2},
              {"name": "three", "findingTypes": ["Backdoor:EC2/*"], "mode": "AskFirst", "quorum": 3, "windowSeconds": 300,
               "escalation": [{"afterSeconds": 120, "approvers": ["grace@example.com"]}, {"afterSeconds": 300, "approvers": ["grace@example.com"]}]}]}
            """;
        var read = PolicyReader.Read(policy).ShouldBeOfType<PolicyReading.Readable>().Policy;

        PolicyReach.Check(read, Some.Moment).Select(fault => fault.Path)
            .ShouldBe(["$.rules[1].escalation[1].afterSeconds", "$.escalation[0].afterSeconds", "$.rules[1].quorum"]);
    }
}
