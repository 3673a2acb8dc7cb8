using System.Collections.Immutable;
using CsCheck;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Decide;

public sealed class DeciderTests
{
    private static readonly PolicyReading Shipped =
        PolicyReader.Read(File.ReadAllText(Repository.PathOf("src", "policy", "response-policy.json")));

    private static readonly Incident Mining = IncidentOpening.Open(Some.Finding(), Some.Moment);

    [Fact]
    public void Decide_Mining_PlansBothStepsInOrderOnTheInstance()
    {
        var decision = Decide(Mining, Some.Facts());

        decision.Plan.Steps.Select(step => (step.Number, step.Remediation, step.Target.Id)).ShouldBe(
            [(1, "Ec2/DetachAndProtectInstance", "i-0a1b2c3d4e5f67890"), (2, "Ec2/IsolateInstance", "i-0a1b2c3d4e5f67890")]);
        decision.Plan.Steps[1].Title.ShouldBe("Ec2/IsolateInstance on i-0a1b2c3d4e5f67890");
        decision.Plan.Steps[1].Calls.ShouldBe(["Ec2/IsolateInstance i-0a1b2c3d4e5f67890 (eni-0a1b2c3d groups=sg-0a1b2c3d)"]);
        decision.Plan.StateBefore.ShouldBe(Some.Facts().State);
        decision.WindowSeconds.ShouldBe(900);
    }

    [Fact]
    public void Decide_StolenKey_PlansKeyThenUser()
    {
        var finding = EventReader.Read(Events.Read("guardduty-unauthorized-iam-user")).Single().ShouldBeOfType<Ingested.Understood>().Finding;

        Decide(IncidentOpening.Open(finding, Some.Moment), Some.Facts()).Plan.Steps.Select(step => (step.Remediation, step.Target.Type, step.Target.Id))
            .ShouldBe([("Iam/DeactivateAccessKey", "AwsIamAccessKey", "AKIAIOSFODNN7EXAMPLE"), ("Iam/QuarantineUser", "AwsIamUser", "build-bot")]);
    }

    [Fact]
    public void Decide_SameInput_GivesTheSamePlanByteForByte() =>
        CanonicalJson.Write(Decide(Mining, Some.Facts()).Plan, CoreJson.Default.Plan)
            .ShouldBe(CanonicalJson.Write(Decide(Mining, Some.Facts()).Plan, CoreJson.Default.Plan));

    [Fact]
    public void Decide_PolicyFaulty_OnlyTellsAndSaysWhere()
    {
        var decision = new Decider(PolicyReader.Read("""{"version":1,"rules":[{}]}"""), PlannedRemediation.Catalogue, ["a@example.com"])
            .Decide(Mining, Some.Facts(tags: ("environment", "sandbox")), Some.Moment);

        decision.Mode.ShouldBe(ResponseMode.NotifyOnly);
        decision.Because.ShouldContain(sentence => sentence.Contains("$.rules[0]"));
        decision.WindowSeconds.ShouldBe(900);
    }

    [Fact]
    public void Decide_MissingInstance_SaysThatThereIsNothingToContain() =>
        Decide(Mining, Some.Facts(exists: false)).Because[^1]
            .ShouldBe("i-0a1b2c3d4e5f67890 was not found in account 111122223333, eu-west-1: there is nothing to contain.");

    [Fact]
    public void Decide_StateNotRead_OnlyTells() =>
        Decide(Mining, Some.Facts() with { State = ImmutableSortedDictionary<string, string>.Empty }).Mode.ShouldBe(ResponseMode.NotifyOnly);

    [Fact]
    public void Decide_TargetInAnotherAccount_OnlyTells() =>
        Decide(Mining with { Target = Mining.Target with { Account = AccountId.Parse("444455556666") } }, Some.Facts()).Mode
            .ShouldBe(ResponseMode.NotifyOnly);

    [Fact]
    public void Decide_RemediationNotInTheCatalogue_OnlyTells()
    {
        var decision = new Decider(Shipped, [PlannedRemediation.Catalogue[0]], []).Decide(Mining, Some.Facts(), Some.Moment);

        decision.Mode.ShouldBe(ResponseMode.NotifyOnly);
        decision.Because[^1].ShouldContain("Ec2/IsolateInstance");
    }

    [Fact]
    public void Decide_StepWithoutAWayBack_AsksEvenInASandbox()
    {
        ImmutableArray<IRemediation> catalogue =
            [PlannedRemediation.Catalogue[0], new PlannedRemediation("Ec2/IsolateInstance", "AwsEc2Instance", Reversibility.None)];

        new Decider(Shipped, catalogue, []).Decide(Mining, Some.Facts(tags: ("environment", "sandbox")), Some.Moment).Mode
            .ShouldBe(ResponseMode.AskFirst);
    }

    [Fact]
    public void Decide_ProtectedInstance_OnlyTells()
    {
        var policy = PolicyReader.Read(
            """{"version":1,"approvers":["a@example.com"],"protected":{"resources":["i-0a1b2c3d4e5f67890"]},"rules":[{"name":"all","findingTypes":["*"],"mode":"ContainNow"}]}""");

        new Decider(policy, PlannedRemediation.Catalogue, []).Decide(Mining, Some.Facts(), Some.Moment).Mode.ShouldBe(ResponseMode.NotifyOnly);
    }

    [Theory]
    [InlineData(ServingGroup.AutoScaling)]
    [InlineData(ServingGroup.LoadBalancing)]
    public void Decide_LastHealthyOfAGroup_AsksEvenInASandbox(string kind)
    {
        var facts = Some.Facts(tags: ("environment", "sandbox")) with
        {
            Serving = [new() { Kind = kind, Name = "web", InService = 1, DependsOnTarget = true }],
        };

        var decision = Decide(Mining, facts);

        decision.Mode.ShouldBe(ResponseMode.AskFirst);
        decision.Because[^1].ShouldBe($"i-0a1b2c3d4e5f67890 is the last healthy instance of {kind} web: people are asked first.");
    }

    [Fact]
    public void Decide_NotKnownWhoServesBesideIt_AsksEvenInASandbox() =>
        Decide(Mining, Some.Facts(tags: ("environment", "sandbox")) with { ServingGap = "target groups could not be read: AccessDenied" })
            .ShouldSatisfyAllConditions(
                decision => decision.Mode.ShouldBe(ResponseMode.AskFirst),
                decision => decision.Because[^1].ShouldContain("target groups could not be read: AccessDenied"));

    [Fact]
    public void Decide_ApproversGiven_TakeThePlaceOfThePolicys() =>
        new Decider(Shipped, PlannedRemediation.Catalogue, [" Ann@Example.com ", "ann@example.com", "not an address"])
            .Decide(Mining, Some.Facts(), Some.Moment).Approvers.ShouldBe(["ann@example.com"]);

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("Ann@example.com", "ann@example.com")]
    [InlineData(" ann@example.com ,bob@example.com,,ann@example.com,x", "ann@example.com|bob@example.com")]
    public void List_OfADeployment_GivesTheAddresses(string? text, string expected) =>
        string.Join('|', Approver.List(text)).ShouldBe(expected);

    [Theory]
    [InlineData("jane", "jane@example.com")]
    [InlineData("Jane", "jane+aws@example.com")]
    [InlineData("jane@example.com", "jane@example.com")]
    public void Decide_ApproverIsTheUserOfTheFinding_IsExcluded(string user, string approver)
    {
        var incident = IncidentOpening.Open(Some.Finding() with { Principal = Some.User(user) }, Some.Moment);

        var decision = new Decider(Shipped, PlannedRemediation.Catalogue, [approver, "bob@example.com"]).Decide(incident, Some.Facts(), Some.Moment);

        decision.Approvers.ShouldBe(["bob@example.com"]);
        decision.Because[^1].ShouldContain("may not approve");
    }

    [Fact]
    public void Decide_ApproverIsTheSessionOfTheFinding_IsExcluded()
    {
        FindingPrincipal session = new() { Kind = "AssumedRole", Name = "admin", PrincipalId = "AROAJGMEXAMPLEROLE123:jane@example.com" };
        var incident = IncidentOpening.Open(Some.Finding() with { Principal = session }, Some.Moment);

        new Decider(Shipped, PlannedRemediation.Catalogue, ["jane@example.com"]).Decide(incident, Some.Facts(), Some.Moment).Mode
            .ShouldBe(ResponseMode.NotifyOnly);
    }

    [Fact]
    public void Decide_ApproverOwnsTheTarget_IsExcludedWhileAnotherIsThere()
    {
        var facts = Some.Facts(tags: ("Owner", "jane"));

        new Decider(Shipped, PlannedRemediation.Catalogue, ["jane@example.com", "bob@example.com"]).Decide(Mining, facts, Some.Moment)
            .Approvers.ShouldBe(["bob@example.com"]);
        new Decider(Shipped, PlannedRemediation.Catalogue, ["jane@example.com"]).Decide(Mining, facts, Some.Moment)
            .Approvers.ShouldBe(["jane@example.com"]);
    }

    [Fact]
    public void Decide_AnyTagsAndGaps_NeverDoesMoreThanTheRuleAndExplainsItself() =>
        Gen.Select(Gen.Dictionary(Gen.String, Gen.String), Gen.Bool, Gen.String.Array[0, 2], Gen.Enum<ResourceRole>()).Sample(
            (tags, exists, gaps, role) =>
            {
                var facts = Some.Facts(exists) with { Tags = tags.ToImmutableSortedDictionary(), Gaps = [.. gaps] };
                var decision = Decide(IncidentOpening.Open(Some.Finding(role: role), Some.Moment), facts);

                return decision.Because.Length > 0
                    && (exists && gaps.Length == 0 && role == ResourceRole.Actor || decision.Mode <= ResponseMode.NotifyOnly)
                    && decision.Mode <= ResponseMode.AskFirst;
            });

    private static Decision Decide(Incident incident, TargetFacts facts) =>
        new Decider(Shipped, PlannedRemediation.Catalogue, []).Decide(incident, facts, Some.Moment);
}
