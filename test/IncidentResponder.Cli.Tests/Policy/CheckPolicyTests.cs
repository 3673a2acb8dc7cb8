using System.Text.Json.Nodes;
using IncidentResponder.Testing;
using Microsoft.Extensions.Time.Testing;

namespace IncidentResponder.Cli.Tests.Policy;

public sealed class CheckPolicyTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly FakeTimeProvider _clock = new(Some.Moment);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policy");

    [Fact]
    public void Check_ShippedPolicy_Holds()
    {
        Run(Repository.PathOf("src", "policy", "response-policy.json")).ShouldBe(0);

        _output.ToString().ShouldMatch("The policy holds: [0-9]+ rules, [0-9]+ cases.");
    }

    [Fact]
    public void Check_FaultyPolicy_NamesEachFaultByPath()
    {
        Run(Write("p.json", """{"version": 1, "rules": [{"name": "a", "findingTypes": ["*"], "mode": "Contain"}], "guard": true}""")).ShouldBe(1);

        _output.ToString().ShouldContain("p.json $.guard: 'guard' means nothing here");
        _output.ToString().ShouldContain("p.json $.rules[0].mode: mode is 'Contain' but must be one of Ignore, NotifyOnly, AskFirst, ContainNow.");
    }

    [Fact]
    public void Check_RuleThatIsNeverReachedAndSuppressionThatIsOver_AreFaults()
    {
        var policy = Write("p.json", """
            {"version": 1,
             "suppressions": [{"name": "old", "owner": "owner@example.com", "why": "test", "until": "2026-01-14", "findingTypes": ["Recon:EC2/*"]}],
             "rules": [{"name": "a", "findingTypes": ["Trojan:EC2/*"], "mode": "AskFirst"}, {"name": "b", "findingTypes": ["Trojan:EC2/DropPoint"], "mode": "ContainNow"}]}
            """);

        Run(policy, "--json").ShouldBe(1);

        JsonNode.Parse(_output.ToString())!["faults"]!.AsArray().Select(fault => fault!["path"]!.GetValue<string>()).ShouldBe(["$.rules[1]", "$.suppressions[0].until"]);
    }

    [Fact]
    public void Check_TimeZoneThatIsNone_IsNamed()
    {
        var policy = Write("p.json", """
            {"version": 1, "rules": [],
             "people": [{"address": "ada@example.com", "timeZone": "Europe/Zurich"}, {"address": "grace@example.com", "timeZone": "Europe/Zurick"}]}
            """);

        Run(policy).ShouldBe(1);

        _output.ToString().Trim().ShouldEndWith("p.json $.people[1].timeZone: 'Europe/Zurick' is no time zone that is known here; write its IANA name, such as Europe/Zurich.");
    }

    [Fact]
    public void Check_CaseThatDoesNotHold_SaysWhatWasDecidedAndWhy()
    {
        var policy = Write("p.json", """{"version": 1, "rules": []}""");
        Write("p.cases.json", """[{"name": "mining asks", "finding": {"type": "CryptoCurrency:EC2/BitcoinTool.B", "severity": "High"}, "expect": {"mode": "AskFirst", "rule": "mining"}}]""");

        Run(policy).ShouldBe(1);

        _output.ToString().ShouldContain("p.cases.json $[0]: Case 'mining asks' does not hold: expected AskFirst by 'mining', decided NotifyOnly by 'default': No rule matches");
    }

    [Theory]
    [InlineData("""[{"name": "x", "finding": {"type": "T:EC2/X", "severity": "Low"}, "target": {"tags": {"a": "b", "a": "c"}}, "expect": {"mode": "NotifyOnly", "rule": "default"}}]""", 0)]
    [InlineData("""[{"name": "\ud800", "finding": {"type": "T:EC2/X", "severity": "Low"}, "expect": {"mode": "NotifyOnly", "rule": "default"}}]""", 1)]
    [InlineData("{}", 1)]
    [InlineData("[1]", 1)]
    [InlineData("no JSON", 1)]
    public void Check_StrangeCases_AreAnsweredWithoutAFall(string cases, int exit)
    {
        var policy = Write("p.json", """{"version": 1, "rules": []}""");
        Write("p.cases.json", cases);

        Run(policy).ShouldBe(exit, _errors.ToString());

        if (exit == 1)
            _output.ToString().ShouldContain("p.cases.json $");
    }

    [Fact]
    public void Check_MisspeltCase_NamesItsPath()
    {
        var policy = Write("p.json", """{"version": 1, "rules": []}""");
        Write("p.cases.json", """[{"name": "x", "finding": {"type": "T:EC2/X", "severity": "Grave"}, "expects": {}}]""");

        Run(policy).ShouldBe(1);

        _output.ToString().ShouldContain("$[0].expects");
        _output.ToString().ShouldContain("$[0].finding.severity: severity is 'Grave'");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }

    private int Run(params string[] arguments) =>
        CommandLine.Create(_output, _errors, _clock).Parse(["policy", "check", .. arguments]).Invoke();
}
