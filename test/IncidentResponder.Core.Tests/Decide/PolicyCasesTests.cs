using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Decide;

/// <summary>The cases beside the shipped policy hold.</summary>
public sealed class PolicyCasesTests
{
    private static readonly PolicyReading Policy = PolicyReader.Read(File.ReadAllText(Repository.PathOf("src", "policy", "response-policy.json")));

    private static readonly (ImmutableArray<PolicyCase> Cases, ImmutableArray<PolicyFault> Faults) Read =
        PolicyCaseReader.Read(File.ReadAllText(Repository.PathOf("src", "policy", "response-policy.cases.json")));

    public static TheoryData<string> Names => [.. Read.Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Decide_CaseOfTheShippedPolicy_GivesWhatItExpects(string name) =>
        Read.Cases.Single(one => one.Name == name).Differences(Policy, PlannedRemediation.Catalogue).ShouldBeEmpty();

    [Fact]
    public void Cases_OfTheShippedPolicy_AreReadableAndManyWithNamesOfTheirOwn()
    {
        Read.Faults.ShouldBeEmpty();
        Read.Cases.Length.ShouldBeGreaterThanOrEqualTo(150);
        Read.Cases.Select(one => one.Name).ShouldBeUnique();
    }

    [Fact]
    public void Cases_OfTheShippedPolicy_ReachEveryRule() =>
        Shipped.Rules.Select(rule => rule.Name).Except(Read.Cases.Select(one => one.Rule)).ShouldBeEmpty();

    [Fact]
    public void Rules_OfTheShippedPolicy_TakeNothingFromEachOther() => PolicyReach.Check(Shipped, Some.Moment).ShouldBeEmpty();

    [Fact]
    public void Rules_OfTheShippedPolicy_NameEveryActiveTypeOfGuardDuty()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_CORPUS");
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Skip("INCIDENT_RESPONDER_CORPUS is not set: the list of GuardDuty's types was not read.");
            return;
        }

        var active = File.ReadLines(Path.Combine(folder, "guardduty-finding-types.tsv")).Skip(1)
            .Select(line => line.Split('\t')).Where(columns => columns[^1] == "active").Select(columns => columns[0]).ToArray();

        active.Length.ShouldBeGreaterThan(150);
        active.Except(Read.Cases.Select(one => one.Finding.Type), StringComparer.Ordinal).ShouldBeEmpty("each has a case");
        Read.Cases.Where(one => one.Rule == "default").Select(one => one.Finding.Type).Intersect(active, StringComparer.Ordinal).ShouldBeEmpty();
    }

    private static ResponsePolicy Shipped => Policy.ShouldBeOfType<PolicyReading.Readable>().Policy;
}
