using System.Text.Json;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Decide;

/// <summary>What policies ask about the target beside its tags, and what comes of asking about what could not be read.</summary>
public sealed class UnknownFactsTests
{
    private static readonly TargetFacts Known = Some.Facts() with
    {
        Exposed = true,
        Account = new() { Alias = "acme-sandbox", Unit = "r-ab12/ou-ab12-11111111/ou-ab12-22222222" },
    };

    [Theory]
    [InlineData("{\"target\":{\"exposed\":[true]}}", true)]
    [InlineData("{\"target\":{\"exposed\":[false]}}", false)]
    [InlineData("{\"target\":{\"account\":{\"alias\":[{\"suffix\":\"-sandbox\"}]}}}", true)]
    [InlineData("{\"target\":{\"account\":{\"alias\":[\"acme-production\"]}}}", false)]
    [InlineData("{\"target\":{\"account\":{\"ou\":[{\"wildcard\":\"*/ou-ab12-11111111/*\"}]}}}", true)]
    [InlineData("{\"target\":{\"account\":{\"ou\":[{\"prefix\":\"r-zz99/\"}]}}}", false)]
    public void Decide_FactThatIsKnown_DecidesAsThePatternSays(string when, bool holds) =>
        Decide(Rule("asking", ResponseMode.ContainNow, when), Known).ShouldBe((holds ? ResponseMode.ContainNow : ResponseMode.NotifyOnly, holds ? "asking" : "default"));

    [Theory]
    [InlineData("target.exposed", "{\"target\":{\"exposed\":[{\"exists\":false}]}}")]
    [InlineData("target.account.alias", "{\"target\":{\"account\":{\"alias\":[{\"exists\":false}]}}}")]
    [InlineData("target.account.ou", "{\"$or\":[{\"target\":{\"account\":{\"ou\":[\"r-ab12\"]}}},{\"finding\":{\"source\":[\"GuardDuty\"]}}]}")]
    public void Decide_RuleThatHoldsOnlyForWhatIsMissing_Asks(string path, string when)
    {
        var decision = Decision(Rule("asking", ResponseMode.ContainNow, when), Some.Facts() with { Unknown = [path] });

        (decision.Mode, decision.Rule, decision.ContainOnExpiry).ShouldBe((ResponseMode.AskFirst, "asking", false));
        decision.Because.ShouldContain($"Rule 'asking' asks about {path}, which could not be read: people are asked first.");
    }

    // The earlier rule would have asked, or told, had the fact been known: the later one must not act in its place.
    [Fact]
    public void Decide_EarlierRuleMissesForWhatIsMissing_CapsTheLaterOne() =>
        Decide(
            Rule("exposed", ResponseMode.NotifyOnly, "{\"target\":{\"exposed\":[true]}}") + "," + Rule("rest", ResponseMode.ContainNow),
            Some.Facts() with { Unknown = [SubjectPaths.Exposed] }).ShouldBe((ResponseMode.AskFirst, "rest"));

    [Fact]
    public void Decide_LaterRuleOrRuleOfAnotherTypeAsks_CapsNothing() =>
        Decide(
            Rule("other", ResponseMode.NotifyOnly, "{\"target\":{\"exposed\":[true]}}", "Recon:*") + "," + Rule("first", ResponseMode.ContainNow) + ","
                + Rule("later", ResponseMode.NotifyOnly, "{\"target\":{\"exposed\":[true]}}"),
            Some.Facts() with { Unknown = [SubjectPaths.Exposed] }).ShouldBe((ResponseMode.ContainNow, "first"));

    [Fact]
    public void Decide_SuppressionRestsOnWhatIsMissing_SilencesNothingAndCapsTheRule()
    {
        var policy = $$$"""
            {"version":1,"approvers":["a@example.com"],"rules":[{{{Rule("all", ResponseMode.ContainNow)}}}],"suppressions":[{"name":"known","owner":"o@example.com","why":"It is ours.",
            "until":"2027-01-01","findingTypes":["CryptoCurrency:*"],"when":{"target":{"account":{"alias":[{"exists":false}]}} } }]}
            """;
        var decision = new Decider(PolicyReader.Read(policy), PlannedRemediation.Catalogue, [])
            .Decide(IncidentOpening.Open(Some.Finding(), Some.Moment), Some.Facts() with { Unknown = [SubjectPaths.Alias] }, Some.Moment);

        (decision.Mode, decision.Rule).ShouldBe((ResponseMode.AskFirst, "all"));
        decision.Because[^1].ShouldStartWith("Suppression 'known' asks about target.account.alias");
    }

    [Theory]
    [InlineData("{\"target\":{\"account\":{\"alias\":[\"x\"]}}}", "target.account", true)]
    [InlineData("{\"target\":{\"account\":{\"alias\":[\"x\"]}}}", "target.account.alias", true)]
    [InlineData("{\"target\":{\"account\":{\"alias\":[\"x\"]}}}", "target.account.ou", false)]
    [InlineData("{\"target\":{\"account\":[{\"exists\":true}]}}", "target.account.ou", true)]
    [InlineData("{\"target\":{\"accounts\":[\"x\"]}}", "target.account", false)]
    [InlineData("{\"$or\":[{\"finding\":{\"type\":[\"x\"]}},{\"target\":{\"exposed\":[true]}}]}", "target.exposed", true)]
    [InlineData("{\"$or\":[\"a\",\"b\"]}", "$or", true)]
    public void Names_OfAPattern_AreItsFields(string pattern, string path, bool names)
    {
        using var document = JsonDocument.Parse(pattern);
        EventPattern.Parse(document.RootElement).Names(path).ShouldBe(names);
    }

    [Theory]
    [InlineData("{\"target\":{\"account\":{\"alias\":[\"x\"]}}}", true)]
    [InlineData("{\"target\":{\"exposed\":[true]}}", false)]
    public void Names_OfAPolicy_SayWhetherTheAccountIsRead(string when, bool names) =>
        Policy(Rule("one", ResponseMode.NotifyOnly, when)).ShouldBeOfType<PolicyReading.Readable>().Policy.Names(SubjectPaths.Account).ShouldBe(names);

    private static string Rule(string name, ResponseMode mode, string? when = null, string types = "CryptoCurrency:*") =>
        $$"""{"name":"{{name}}","findingTypes":["{{types}}"],"mode":"{{mode}}","onExpiry":{"High":"contain"}{{(when is null ? "" : ",\"when\":" + when)}}}""";

    private static PolicyReading Policy(string rules) => PolicyReader.Read($$"""{"version":1,"approvers":["a@example.com"],"rules":[{{rules}}]}""");

    private static Decision Decision(string rules, TargetFacts facts) =>
        new Decider(Policy(rules), PlannedRemediation.Catalogue, []).Decide(IncidentOpening.Open(Some.Finding(), Some.Moment), facts, Some.Moment);

    private static (ResponseMode Mode, string Rule) Decide(string rules, TargetFacts facts)
    {
        var decision = Decision(rules, facts);
        return (decision.Mode, decision.Rule);
    }
}
