using System.Text.Json.Nodes;
using IncidentResponder.Testing;

namespace IncidentResponder.Cli.Tests.Decide;

public sealed class DecideEventTests : IDisposable
{
    private static readonly string Mining = Repository.PathOf("test", "events", "guardduty-cryptocurrency-ec2.json");

    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly string _facts = Path.GetTempFileName();

    [Fact]
    public void Decide_MiningEvent_SaysModeRuleReasonsAndExactCalls()
    {
        Run(Mining).ShouldBe(0);

        var said = _output.ToString();
        said.ShouldStartWith("AskFirst by rule 'mining': CryptoCurrency:EC2/BitcoinTool.B on i-0a1b2c3d4e5f67890");
        said.ShouldContain("else     Rule 'mining-in-sandbox' (ContainNow) would have decided if tag environment were sandbox or dev (it is absent).");
        said.ShouldContain("ec2:RevokeSecurityGroupIngress, ec2:RevokeSecurityGroupEgress ir-empty: every rule, IPv4 and IPv6");
    }

    [Fact]
    public void Decide_WithFacts_UsesThem()
    {
        File.WriteAllText(_facts, """{"exists": true, "tags": {"environment": "sandbox"}, "summary": [], "state": {"eni-1 groups": "sg-1"}, "gaps": []}""");

        Run(Mining, "--facts", _facts, "--json").ShouldBe(0);

        JsonNode.Parse(_output.ToString())!["decision"]!["mode"]!.GetValue<string>().ShouldBe("ContainNow");
    }

    [Theory]
    [InlineData("""{"exists": true}""", "NotifyOnly")]
    [InlineData("""{"exists": true, "state": {"eni-1 groups": "sg-1"}}""", "AskFirst")]
    [InlineData("""{"exists": true, "tags": null, "state": null}""", "NotifyOnly")]
    public void Decide_FactsThatSayLittle_AreTakenAsTheyAre(string facts, string mode)
    {
        File.WriteAllText(_facts, facts);

        Run(Mining, "--facts", _facts, "--json").ShouldBe(0, _errors.ToString());

        JsonNode.Parse(_output.ToString())!["decision"]!["mode"]!.GetValue<string>().ShouldBe(mode);
    }

    [Fact]
    public void Decide_FactsThatAreNull_AreRefused()
    {
        File.WriteAllText(_facts, "null");

        Run(Mining, "--facts", _facts).ShouldBe(2);

        _errors.ToString().ShouldContain("Facts look like");
    }

    [Fact]
    public void Decide_FactsOfAnotherShape_NamesThePlaceAndDecidesNothing()
    {
        File.WriteAllText(_facts, """{"exists": "perhaps"}""");

        Run(Mining, "--facts", _facts).ShouldBe(2);

        _errors.ToString().ShouldContain("$.exists");
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Decide_NoFile_SaysWhichAndWhatToGive()
    {
        Run("no-such-event.json").ShouldBe(2);

        _errors.ToString().ShouldContain("no-such-event.json can't be read");
    }

    public void Dispose() => File.Delete(_facts);

    private int Run(params string[] arguments) =>
        CommandLine.Create(_output, _errors, TimeProvider.System).Parse(["decide", .. arguments]).Invoke();
}
