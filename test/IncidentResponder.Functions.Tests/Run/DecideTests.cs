using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;
using IncidentResponder.Functions.Handlers;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Run;

/// <summary>An incident before the shipped policy, with a sandbox instance as its target unless a test says otherwise.</summary>
public sealed class DecideTests
{
    private static readonly PolicyReading Shipped = PolicyReader.Read(File.ReadAllText(Repository.PathOf("src", "policy", "response-policy.json")));

    private readonly InMemoryIncidentRecords _records = new();
    private readonly InMemoryFindingProducer _producer = new();
    private readonly InMemoryModeSwitch _switch = new();
    private readonly InMemoryChangeCount _count = new();

    [Fact]
    public async Task Decide_SandboxAndProducerAgrees_ContainsNow() =>
        (await DecideAsync()).ShouldSatisfyAllConditions(
            record => record.Decision!.Mode.ShouldBe(ResponseMode.ContainNow),
            record => record.Ledger[^1].Kind.ShouldBe("Decision"));

    [Fact]
    public async Task Decide_ForgedEvent_AsksAndShowsWhy()
    {
        _producer.Word = new ProducersWord.NoSuchFinding("GuardDuty");
        var decision = (await DecideAsync()).Decision!;
        decision.Mode.ShouldBe(ResponseMode.AskFirst);
        decision.Plan.Steps.ShouldNotBeEmpty();
        decision.Because[^1].ShouldContain("GuardDuty has no finding");
        decision.Because[^1].ShouldEndWith(": people are asked first.");
    }

    [Fact]
    public async Task Decide_ProducerSilent_AsksAndShowsWhy()
    {
        _producer.Word = new ProducersWord.NotHeard("GuardDuty could not be asked (ThrottlingException)");
        (await DecideAsync()).Decision!.ShouldSatisfyAllConditions(
            decision => decision.Mode.ShouldBe(ResponseMode.AskFirst),
            decision => decision.Because[^1].ShouldContain("(ThrottlingException)"));
    }

    [Fact]
    public async Task Decide_DoubtfulQuestion_DoesNotContainUnanswered()
    {
        _producer.Word = new ProducersWord.NoSuchFinding("GuardDuty");
        var decision = (await DecideAsync(Some.Finding(severity: Severity.Critical), Some.Facts())).Decision!;
        (decision.Mode, decision.Rule, decision.ContainOnExpiry).ShouldBe((ResponseMode.AskFirst, "mining", false));
    }

    [Fact]
    public async Task Decide_Repeated_FirstDecisionStands()
    {
        await DecideAsync();
        _producer.Word = new ProducersWord.NoSuchFinding("GuardDuty");
        (await DecideAsync()).Decision!.Mode.ShouldBe(ResponseMode.ContainNow);
    }

    [Fact]
    public async Task Decide_EleventhInTheHour_Asks()
    {
        for (var number = 0; number < 10; number++)
            (await DecideAsync(OfInstance(number))).Decision!.Mode.ShouldBe(ResponseMode.ContainNow);

        (await DecideAsync(OfInstance(10))).Decision!.ShouldSatisfyAllConditions(
            decision => decision.Mode.ShouldBe(ResponseMode.AskFirst),
            decision => decision.Because[^1].ShouldBe(
                "Of AwsEc2Instance targets in account 111122223333, 10 were contained without a question within this hour, and the policy's breaker allows 10: people are asked first."));
    }

    [Fact]
    public async Task Decide_DoubtfulEvents_UseUpNothing()
    {
        _producer.Word = new ProducersWord.NoSuchFinding("GuardDuty");
        for (var number = 0; number < 20; number++)
            await DecideAsync(OfInstance(number));
        _producer.Word = null;
        (await DecideAsync(OfInstance(20))).Decision!.Mode.ShouldBe(ResponseMode.ContainNow);
    }

    [Fact]
    public async Task Decide_SecondOfThreeInAGroup_Asks()
    {
        (await DecideAsync(OfInstance(0), InGroup(3))).Decision!.Mode.ShouldBe(ResponseMode.ContainNow);
        (await DecideAsync(OfInstance(1), InGroup(3))).Decision!.ShouldSatisfyAllConditions(
            decision => decision.Mode.ShouldBe(ResponseMode.AskFirst),
            decision => decision.Because[^1].ShouldBe(
                "Of Auto Scaling group web, 1 were taken out without a question within this hour, and the policy's breaker allows a share of 0.5, which is 1 of the 3 in service: people are asked first."));
    }

    [Fact]
    public async Task Decide_CountCannotBeRead_Asks()
    {
        _count.Broken = "ThrottlingException";
        (await DecideAsync()).Decision!.ShouldSatisfyAllConditions(
            decision => decision.Mode.ShouldBe(ResponseMode.AskFirst),
            decision => decision.Because[^1].ShouldContain("how many were contained within this hour (ThrottlingException)"));
    }

    [Fact]
    public async Task Decide_SwitchAtNotifyOnly_ChangesNothingAndNamesWhoAndWhy()
    {
        _switch.Position = new SwitchPosition.Set(ResponseMode.NotifyOnly, "ann@example.com", "a red team is at work", "2026-01-14T02:00:00Z");
        (await DecideAsync()).Decision!.ShouldSatisfyAllConditions(
            decision => decision.Mode.ShouldBe(ResponseMode.NotifyOnly),
            decision => decision.Plan.Steps.ShouldBeEmpty(),
            decision => decision.Because[^1].ShouldBe(
                "The switch is at NotifyOnly, set by ann@example.com at 2026-01-14T02:00:00Z (a red team is at work): nothing is changed."));
    }

    [Fact]
    public async Task Decide_SwitchAtAskFirst_AsksAndDoesNotContainUnanswered()
    {
        _switch.Position = new SwitchPosition.Set(ResponseMode.AskFirst, "ann@example.com", "a launch", "today");
        (await DecideAsync()).Decision!.Mode.ShouldBe(ResponseMode.AskFirst);
        (await DecideAsync(Some.Finding(severity: Severity.Critical, resource: Some.Instance("i-0ffffffffffffffff")), Some.Facts())).Decision!
            .ShouldSatisfyAllConditions(decision => decision.Mode.ShouldBe(ResponseMode.AskFirst), decision => decision.ContainOnExpiry.ShouldBeFalse());
    }

    [Fact]
    public async Task Decide_SwitchCannotBeRead_Asks()
    {
        _switch.Position = new SwitchPosition.NotRead("ThrottlingException");
        (await DecideAsync()).Decision!.Mode.ShouldBe(ResponseMode.AskFirst);
    }

    [Fact]
    public async Task Decide_SwitchAtContainNow_HoldsNothing()
    {
        _switch.Position = new SwitchPosition.Set(ResponseMode.ContainNow, "ann@example.com", "over", "today");
        (await DecideAsync()).Decision!.Mode.ShouldBe(ResponseMode.ContainNow);
    }

    private static Finding OfInstance(int number) => Some.Finding(resource: Some.Instance($"i-{number:00000000000000000}"));

    private static TargetFacts InGroup(int inService) => Some.Facts(tags: ("environment", "sandbox")) with
    {
        Serving = [new() { Kind = ServingGroup.AutoScaling, Name = "web", InService = inService, DependsOnTarget = false }],
    };

    private async Task<IncidentRecord> DecideAsync(Finding? finding = null, TargetFacts? facts = null)
    {
        var incident = IncidentOpening.Open(finding ?? Some.Finding(), Some.Moment);
        await _records.OpenAsync(incident, default);
        Decide decide = new(
            _records,
            (_, _) => Task.FromResult(facts ?? Some.Facts(tags: ("environment", "sandbox"))),
            new Decider(Shipped, PlannedRemediation.Catalogue, []).Decide,
            new(_switch, _producer, new(_count, new BreakerLimits())),
            new(TextWriter.Null));
        DecideTask task = new() { IncidentId = incident.Id.Value, At = Some.Moment };
        var reply = await decide.RunAsync(task, default);
        var record = (await _records.ReadAsync(incident.Id, default))!;
        reply.Mode.ShouldBe(record.Decision!.Mode.ToString());
        return record;
    }
}
