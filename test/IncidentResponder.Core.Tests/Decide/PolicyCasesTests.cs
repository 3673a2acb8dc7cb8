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
    public void Cases_OfTheShippedPolicy_AreReadableAndFortyOrMoreWithNamesOfTheirOwn()
    {
        Read.Faults.ShouldBeEmpty();
        Read.Cases.Length.ShouldBeGreaterThanOrEqualTo(40);
        Read.Cases.Select(one => one.Name).ShouldBeUnique();
    }

    [Fact]
    public void Cases_OfTheShippedPolicy_ReachEveryRule() =>
        Shipped.Rules.Select(rule => rule.Name).Except(Read.Cases.Select(one => one.Rule)).ShouldBeEmpty();

    [Fact]
    public void Rules_OfTheShippedPolicy_TakeNothingFromEachOther() => PolicyReach.Check(Shipped, Some.Moment).ShouldBeEmpty();

    private static ResponsePolicy Shipped => Policy.ShouldBeOfType<PolicyReading.Readable>().Policy;
}
