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
}
