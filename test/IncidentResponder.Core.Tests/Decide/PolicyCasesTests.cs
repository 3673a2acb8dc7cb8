using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Decide;

/// <summary>The cases beside the shipped policy hold.</summary>
public sealed class PolicyCasesTests
{
    private static readonly string Policy = File.ReadAllText(Repository.PathOf("src", "policy", "response-policy.json"));

    public static TheoryData<string> Cases =>
        [.. Read().EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decide_CaseOfTheShippedPolicy_GivesWhatItExpects(string name)
    {
        var one = Read().EnumerateArray().Single(candidate => candidate.GetProperty("name").GetString() == name);
        var incident = IncidentOpening.Open(FindingOf(one), Some.Moment);

        var decision = new Decider(PolicyReader.Read(Policy), PlannedRemediation.Catalogue, []).Decide(incident, FactsOf(one), Some.Moment);

        var expect = one.GetProperty("expect");
        var because = string.Join(" ", decision.Because);
        (decision.Mode.ToString(), decision.Rule).ShouldBe((expect.GetProperty("mode").GetString(), expect.GetProperty("rule").GetString()), because);
        decision.Plan.Steps.IsEmpty.ShouldBe(decision.Mode is ResponseMode.NotifyOnly or ResponseMode.Ignore);
        if (expect.TryGetProperty("containOnExpiry", out var contain))
            decision.ContainOnExpiry.ShouldBe(contain.GetBoolean(), because);
        if (expect.TryGetProperty("approvers", out var approvers))
            decision.Approvers.ShouldBe(approvers.EnumerateArray().Select(approver => approver.GetString()!));
    }

    [Fact]
    public void Cases_OfTheShippedPolicy_AreFortyOrMoreWithNamesOfTheirOwn()
    {
        Cases.Count.ShouldBeGreaterThanOrEqualTo(40);
        Read().EnumerateArray().Select(one => one.GetProperty("name").GetString()).ShouldBeUnique();
    }

    [Fact]
    public void Cases_OfTheShippedPolicy_ReachEveryRule()
    {
        var rules = PolicyReader.Read(Policy).ShouldBeOfType<PolicyReading.Readable>().Policy.Rules.Select(rule => rule.Name);

        rules.Except(Read().EnumerateArray().Select(one => one.GetProperty("expect").GetProperty("rule").GetString())).ShouldBeEmpty();
    }

    private static Finding FindingOf(JsonElement one)
    {
        var finding = one.GetProperty("finding");
        var resourceId = one.TryGetProperty("target", out var target) ? Text(target, "id") : null;
        var user = Text(finding, "user");
        var key = Text(finding, "key") ?? "AKIAIOSFODNN7EXAMPLE";
        FindingPrincipal? principal = user is null ? null : Some.User(user, key) with { Kind = Text(finding, "userType") ?? "IAMUser" };
        var about = Some.Finding(
            finding.GetProperty("type").GetString()!,
            Enum.Parse<Severity>(finding.GetProperty("severity").GetString()!),
            Enum.Parse<ResourceRole>(Text(finding, "role") ?? "Actor"),
            principal is null ? Some.Instance(resourceId ?? "i-0a1b2c3d4e5f67890") : Some.AccessKey(key),
            principal) with
        { Source = Text(finding, "source") ?? "GuardDuty" };
        return principal is { Kind: "IAMUser" }
            ? about with { Resources = about.Resources.Add(Some.AccessKey(user!) with { Type = "AwsIamUser" }) }
            : about;
    }

    private static TargetFacts FactsOf(JsonElement one)
    {
        if (!one.TryGetProperty("target", out var target))
            return Some.Facts();

        var tags = target.TryGetProperty("tags", out var named)
            ? named.EnumerateObject().Select(tag => (tag.Name, tag.Value.GetString()!)).ToArray()
            : [];
        var exists = !target.TryGetProperty("exists", out var there) || there.GetBoolean();
        ImmutableArray<string> gaps = target.TryGetProperty("gaps", out var listed)
            ? [.. listed.EnumerateArray().Select(gap => gap.GetString()!)]
            : [];
        return Some.Facts(exists, tags) with { Gaps = gaps };
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) ? member.GetString() : null;

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("src", "policy", "response-policy.cases.json")));
        return document.RootElement.Clone();
    }
}
