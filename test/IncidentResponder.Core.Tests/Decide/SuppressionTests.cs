using System.Text.Json.Nodes;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Decide;

public sealed class SuppressionTests
{
    [Theory]
    [InlineData("2026-01-15", ResponseMode.Ignore)]
    [InlineData("2026-01-14", ResponseMode.ContainNow)]
    public void Decide_SuppressedFinding_IsIgnoredUntilItsDay(string until, ResponseMode mode)
    {
        var decision = Decide(Policy(Suppression(until: until)));

        decision.Mode.ShouldBe(mode);
        if (mode == ResponseMode.Ignore)
            decision.Because.ShouldBe(["Suppression 'pentest' of owner@example.com holds until 2026-01-15: We attack ourselves."]);
    }

    [Theory]
    [InlineData("\"resources\": [\"i-0a1b2c3d4e5f67890\"]", ResponseMode.Ignore)]
    [InlineData("\"resources\": [\"i-0ffffffffffffffff\"]", ResponseMode.ContainNow)]
    [InlineData("\"when\": {\"finding\": {\"remoteAddresses\": [{\"cidr\": \"198.51.100.0/24\"}]}}", ResponseMode.Ignore)]
    [InlineData("\"when\": {\"target\": {\"tags\": {\"environment\": [\"production\"]}}}", ResponseMode.ContainNow)]
    public void Decide_SuppressionWithConditions_HoldsWhereTheyDo(string condition, ResponseMode mode) =>
        Decide(Policy(Suppression(more: condition))).Mode.ShouldBe(mode);

    [Theory]
    [InlineData("\"findingTypes\": [\"*\"]", "$.suppressions[0].findingTypes")]
    [InlineData("\"findingTypes\": []", "$.suppressions[0].findingTypes")]
    [InlineData("\"owner\": \"somebody\"", "$.suppressions[0].owner")]
    [InlineData("\"until\": \"soon\"", "$.suppressions[0].until")]
    [InlineData("\"when\": {\"finding\": \"x\"}", "$.suppressions[0].when")]
    public void Read_SuppressionThatSaysTooLittle_NamesThePlace(string member, string path)
    {
        var (name, value) = JsonNode.Parse($"{{{member}}}")!.AsObject().Single();
        var suppression = JsonNode.Parse(Suppression())!.AsObject();
        suppression[name] = value!.DeepClone();

        PolicyReader.Read(Policy(suppression.ToJsonString())).ShouldBeOfType<PolicyReading.Faulty>().Faults.ShouldContain(fault => fault.Path == path);
    }

    private static Decision Decide(string policy) => new Decider(PolicyReader.Read(policy), PlannedRemediation.Catalogue, [])
        .Decide(IncidentOpening.Open(Some.Finding(), Some.Moment), Some.Facts(), Some.Moment);

    private static string Suppression(string until = "2026-01-15", string more = "") =>
        $$"""{"name": "pentest", "owner": "owner@example.com", "why": "We attack ourselves.", "until": "{{until}}", "findingTypes": ["CryptoCurrency:*"]{{(more.Length > 0 ? ", " + more : "")}}}""";

    private static string Policy(string suppression) => $$"""
        {"version": 1, "approvers": ["responder@example.com"], "suppressions": [{{suppression}}],
         "rules": [{"name": "mining", "findingTypes": ["CryptoCurrency:*"], "mode": "ContainNow"}]}
        """;
}
