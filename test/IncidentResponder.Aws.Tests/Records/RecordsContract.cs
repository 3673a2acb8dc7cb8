using System.Text.Json;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Records;

/// <summary>What every keeper of incidents promises. Each test has an incident of its own.</summary>
public abstract class RecordsContract
{
    private static int _number;
    private readonly IncidentId _id = IncidentId.Parse($"INC-20260114-{Interlocked.Increment(ref _number):0000000000000000}");

    protected abstract IIncidentRecords Records { get; }

    [Fact]
    public async Task Open_Twice_OnlyTheFirstOpens()
    {
        (await OpenAsync()).ShouldBeTrue();
        (await OpenAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task List_Day_NamesWhatWasOpenedOnItInUtcOnce()
    {
        var day = new DateOnly(2031, 1, 1).AddDays(7 * int.Parse(_id.Value[13..]));
        var start = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        DateTimeOffset[] times = [start, start.AddDays(1).AddTicks(-1), start.AddDays(1), start.AddTicks(-1), start.AddHours(1).ToOffset(TimeSpan.FromHours(-8))];
        foreach (var (at, number) in times.Select((at, number) => (at, number)))
            for (var turn = 0; turn < 2; turn++)
                await Records.OpenAsync(Some.Incident(id: $"{_id}-{number + 2}") with { OpenedAt = at }, default);

        (await Records.ListAsync(day, default)).Select(id => id.Round).ShouldBe([2, 3, 6]);
        (await Records.ListAsync(day.AddDays(-40_000), default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_NoSuchIncident_IsNull() => (await Records.ReadAsync(_id, default)).ShouldBeNull();

    [Fact]
    public async Task Keep_SecondFirstWinsValue_GivesTheFirst()
    {
        await OpenAsync();
        var first = DecisionOf("first");
        (await Records.KeepDecisionAsync(_id, first, default)).Rule.ShouldBe("first");
        (await Records.KeepDecisionAsync(_id, DecisionOf("second"), default)).Rule.ShouldBe("first");
        (await Records.KeepPriorStateAsync(_id, 1, Prior("open"), default)).State.ShouldBe("open");
        (await Records.KeepPriorStateAsync(_id, 1, Prior("contained"), default)).State.ShouldBe("open");
        await Records.KeepEvidenceAsync(_id, [new() { Title = "one", At = Some.Moment }], default);
        (await Records.KeepEvidenceAsync(_id, [new() { Title = "two", At = Some.Moment }], default)).Single().Title.ShouldBe("one");
    }

    [Fact]
    public async Task KeepFinding_InAnyOrder_KeepsWhatWasSeenLast()
    {
        await OpenAsync();
        var (opening, other) = (Incident.Finding, Incident.Finding with { Id = "other", Type = "Recon:EC2/Portscan" });
        foreach (var finding in new[] { other with { LastSeen = Some.Moment.AddHours(2), Count = 5 }, other, opening with { LastSeen = Some.Moment.AddHours(1), Count = 9 } })
            await Records.KeepFindingAsync(_id, finding, default);

        (await Records.ReadAsync(_id, default))!.Findings.Select(one => (one.Id, one.Count, one.LastSeen))
            .ShouldBe([(opening.Id, 9, Some.Moment.AddHours(1)), ("other", 5, Some.Moment.AddHours(2))]);
    }

    [Fact]
    public async Task KeepDigest_TheSameBatchAgain_GivesEachFindingOnceTheWeightiestFirst()
    {
        await OpenAsync();
        DigestedFinding[] lines = [.. Enumerable.Range(0, 5).Select(number => DigestedFinding.Of(Incident) with { Id = $"f{number}", Severity = (Severity)number })];
        await Records.KeepDigestAsync(_id, [.. lines[..3]], default);
        await Records.KeepDigestAsync(_id, [.. lines[2..]], default);
        await Records.KeepDigestAsync(_id, [.. lines[..3]], default);

        (await Records.ReadDigestAsync(_id, default)).ShouldBe([.. lines.Reverse()]);
        (await Records.ReadAsync(_id, default))!.Findings.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Read_EverythingKept_GivesItBackUnchanged()
    {
        await OpenAsync();
        await Records.KeepDecisionAsync(_id, DecisionOf("miners"), default);
        await Records.KeepEnrichmentAsync(_id, new() { Gaps = ["no graph"], Complete = true }, default);
        await Records.KeepQuestionAsync(_id, Question("token"), default);
        await Records.KeepAnswerAsync(_id, Answer(ApprovalOutcome.Granted), default);
        await Records.KeepPriorStateAsync(_id, 1, Prior("open"), default);
        await Records.KeepStepAsync(_id, new() { Number = 2, Remediation = "b", State = "Started", At = Some.Moment }, default);
        await Records.KeepStepAsync(_id, new() { Number = 1, Remediation = "a", State = "Started", At = Some.Moment }, default);
        await Records.KeepStepAsync(_id, new() { Number = 1, Remediation = "a", State = "Changed", At = Some.Moment }, default);
        await Records.KeepEvidenceAsync(_id, [new() { Title = "one", At = Some.Moment }], default);
        await Records.KeepClosureAsync(_id, new() { Outcome = "Contained", Summary = "Contained.", At = Some.Moment }, default);

        var record = (await Records.ReadAsync(_id, default))!;
        JsonSerializer.Serialize(record.Incident, CoreJson.Default.Incident).ShouldBe(JsonSerializer.Serialize(Incident, CoreJson.Default.Incident));
        record.Decision!.Plan.StateBefore["eni-0a1b2c3d groups"].ShouldBe("sg-0a1b2c3d");
        record.Enrichment.Gaps.ShouldBe(["no graph"]);
        record.Approval!.TaskToken.ShouldBe("token");
        record.Answer!.By.ShouldBe("alice@example.com");
        record.PriorStates.Single().State.ShouldBe("open");
        record.Steps.Select(step => (step.Number, step.State)).ShouldBe([(1, "Changed"), (2, "Started")]);
        record.Evidence.Single().Title.ShouldBe("one");
        record.Closure!.Outcome.ShouldBe("Contained");
        record.Ledger.Single().Kind.ShouldBe("Answer");
    }

    [Fact]
    public async Task Question_AskedAgain_IsReplacedOnlyUntilItIsAnswered()
    {
        await OpenAsync();
        await Records.KeepQuestionAsync(_id, Question("token-1"), default);
        (await Records.KeepQuestionAsync(_id, Question("token-2"), default)).TaskToken.ShouldBe("token-2");
        await Records.KeepAnswerAsync(_id, Answer(ApprovalOutcome.Denied), default);
        (await Records.KeepQuestionAsync(_id, Question("token-3"), default)).TaskToken.ShouldBe("token-2");
    }

    [Fact]
    public async Task Question_ChangedByEightAtOnce_TakesOneChangeARevision()
    {
        await OpenAsync();
        (await Records.ChangeQuestionAsync(_id, Question("token") with { Revision = 1 }, default)).ShouldBeFalse();
        await Records.KeepQuestionAsync(_id, Question("token"), default);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            one => Task.Run(() => Records.ChangeQuestionAsync(_id, Question($"token-{one}") with { Revision = 1 }, default))));

        taken.Count(one => one).ShouldBe(1);
        (await Records.ReadAsync(_id, default))!.Approval!.TaskToken.ShouldBe($"token-{Array.IndexOf(taken, true)}");
        (await Records.ChangeQuestionAsync(_id, Question("next") with { Revision = 2, HandedOn = Question("").HandedOn.Add("alice@example.com", "bob@example.com") }, default)).ShouldBeTrue();
        (await Records.ReadAsync(_id, default))!.Approval!.HandedOn["alice@example.com"].ShouldBe("bob@example.com");
        await Records.KeepAnswerAsync(_id, Answer(ApprovalOutcome.Denied), default);
        (await Records.ChangeQuestionAsync(_id, Question("late") with { Revision = 3 }, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Answer_TakenBack_CountsNoMoreAndCanBeGivenAgain()
    {
        await OpenAsync();
        await Records.KeepQuestionAsync(_id, Question("token") with { Quorum = 2 }, default);
        await Records.KeepAnswerAsync(_id, Answer(ApprovalOutcome.Granted), default);
        (await Records.KeepAnswerAsync(_id, Answer(ApprovalOutcome.Withdrawn), default)).Votes.ShouldBeEmpty();
        (await Records.KeepAnswerAsync(_id, Answer(ApprovalOutcome.Granted, "bob@example.com"), default)).Answer.ShouldBeNull();
        (await Records.KeepAnswerAsync(_id, Answer(ApprovalOutcome.Granted), default)).Answer!.Outcome.ShouldBe(ApprovalOutcome.Granted);

        var record = (await Records.ReadAsync(_id, default))!;
        record.Votes.Select(vote => vote.By).ShouldBe(["bob@example.com", "alice@example.com"]);
        record.Ledger.Select(entry => entry.Kind).ShouldBe(["Vote", "Vote", "Vote", "Answer"]);
    }

    [Fact]
    public async Task Post_KeptAgain_IsReplacedAChannel()
    {
        await OpenAsync();
        ChannelPost post = new() { Channel = "slack", Address = "C1/1.1", Shown = "a", At = Some.Moment };
        await Records.KeepPostAsync(_id, post, default);
        await Records.KeepPostAsync(_id, post with { Channel = "jira", Address = "SEC-1" }, default);
        await Records.KeepPostAsync(_id, post with { Shown = "b" }, default);

        (await Records.ReadAsync(_id, default))!.Posts.Select(one => (one.Channel, one.Address, one.Shown)).ShouldBe([("jira", "SEC-1", "a"), ("slack", "C1/1.1", "b")]);
    }

    [Fact]
    public async Task Answer_EightAtOnce_OneWinsAndTheLedgerHasItOnce()
    {
        await OpenAsync();
        await Records.AppendAsync(_id, Some.Moment, Stage.Triage, "Opened", "responder", "Opened.", default);
        var given = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            one => Task.Run(() => Records.KeepAnswerAsync(_id, Answer(one % 2 == 0 ? ApprovalOutcome.Granted : ApprovalOutcome.Denied, $"p{one}@example.com"), default))));
        given.Select(tally => tally.Answer!.By).Distinct().Count().ShouldBe(1);
        var record = (await Records.ReadAsync(_id, default))!;
        record.Answer!.By.ShouldBe(given[0].Answer!.By);
        record.Ledger.Select(entry => entry.Kind).ShouldBe(["Opened", "Answer"]);
    }

    [Fact]
    public async Task Answer_QuorumOfThreeAndEightAtOnce_CountsEachPersonOnceAndTheLedgerHasThree()
    {
        await OpenAsync();
        await Records.KeepQuestionAsync(_id, Question("token") with { Quorum = 3 }, default);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(
            one => Task.Run(() => Records.KeepAnswerAsync(_id, Answer(ApprovalOutcome.Granted, $"p{one % 4}@example.com"), default))));

        var record = (await Records.ReadAsync(_id, default))!;
        record.Votes.Select(vote => vote.By).Distinct().Count().ShouldBe(3);
        record.Votes.Length.ShouldBe(3);
        record.Answer!.By.ShouldBe(string.Join(" and ", record.Votes.Select(vote => vote.By)));
        record.Ledger.Select(entry => entry.Kind).ShouldBe(["Vote", "Vote", "Answer"]);
    }

    [Fact]
    public async Task Answer_DenialAfterAVote_EndsIt()
    {
        await OpenAsync();
        await Records.KeepQuestionAsync(_id, Question("token") with { Quorum = 2 }, default);
        (await Records.KeepAnswerAsync(_id, Answer(ApprovalOutcome.Granted), default)).Answer.ShouldBeNull();
        await Records.KeepQuestionAsync(_id, Question("token-2") with { Quorum = 2 }, default);
        (await Records.KeepAnswerAsync(_id, Answer(ApprovalOutcome.Denied, "bob@example.com"), default)).Answer!.Outcome.ShouldBe(ApprovalOutcome.Denied);
        (await Records.KeepAnswerAsync(_id, Answer(ApprovalOutcome.Granted, "carol@example.com"), default)).Answer!.By.ShouldBe("bob@example.com");
        (await Records.ReadAsync(_id, default))!.Votes.Single().By.ShouldBe("alice@example.com");
    }

    [Fact]
    public async Task BeginLedger_EightAtOnceAndOnceMoreLater_HasOneFirstEntry()
    {
        await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(
            one => Task.Run(() => Records.BeginLedgerAsync(_id, Some.Moment, Stage.Triage, "Opened", "responder", $"delivery {one}", default))));
        await Records.AppendAsync(_id, Some.Moment, Stage.Decide, "Decision", "policy", "AskFirst", default);
        await Records.BeginLedgerAsync(_id, Some.Moment, Stage.Triage, "Opened", "responder", "late delivery", default);
        (await Records.ReadAsync(_id, default))!.Ledger.Select(entry => entry.Kind).ShouldBe(["Opened", "Decision"]);
    }

    [Fact]
    public async Task Append_ManyWritersAtOnce_TakeTurnsInOneChain()
    {
        await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 24).Select(
            one => Task.Run(() => Records.AppendAsync(_id, Some.Moment, Stage.Remediate, "Intent", "responder", $"entry {one}", default))));
        var ledger = (await Records.ReadAsync(_id, default))!.Ledger;
        ledger.Select(entry => entry.Text).Distinct().Count().ShouldBe(24);
        LedgerChain.Verify(ledger).ShouldBeOfType<LedgerVerdict.Intact>();
    }

    [Fact]
    public async Task Code_Right_WorksOnce()
    {
        await KeepCodeAsync();
        (await UseAsync("right")).ShouldBeTrue();
        (await UseAsync("right")).ShouldBeFalse();
    }

    [Fact]
    public async Task Code_FiveWrongTries_IsDead()
    {
        await KeepCodeAsync();
        for (var attempt = 0; attempt < 5; attempt++)
            (await UseAsync("wrong")).ShouldBeFalse();
        (await UseAsync("right")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public async Task Code_AroundItsEnd_WorksOnlyBefore(int seconds, bool works)
    {
        await KeepCodeAsync();
        (await UseAsync("right", Some.Moment.AddMinutes(10).AddSeconds(seconds))).ShouldBe(works);
    }

    [Fact]
    public async Task MarkOnce_Twice_OnlyTheFirst()
    {
        await OpenAsync();
        (await Records.MarkOnceAsync(_id, "undo/1", default)).ShouldBeTrue();
        (await Records.MarkOnceAsync(_id, "undo/1", default)).ShouldBeFalse();
        (await Records.MarkOnceAsync(_id, "undo/2", default)).ShouldBeTrue();
    }

    [Fact]
    public async Task Lease_TakenAgain_GrowsAndFencesTheEarlierAttempt()
    {
        await OpenAsync();
        var first = await TakeAsync("Remediate", Some.Moment);
        (await Records.HoldsLeaseAsync(_id, "target", first!.Value, default)).ShouldBeTrue();
        (await TakeAsync("RollBack", Some.Moment.AddMinutes(5))).ShouldBeNull();
        var second = await TakeAsync("Remediate", Some.Moment);
        second!.Value.ShouldBeGreaterThan(first.Value);
        (await Records.HoldsLeaseAsync(_id, "target", first.Value, default)).ShouldBeFalse();
        (await TakeAsync("RollBack", Some.Moment.AddMinutes(6))).ShouldNotBeNull();
    }

    private Core.Triage.Incident Incident => Some.Incident(id: _id.Value);

    private Task<bool> OpenAsync() => Records.OpenAsync(Incident, default);

    private Task<long?> TakeAsync(string holder, DateTimeOffset now) =>
        Records.TakeLeaseAsync(_id, "target", holder, now, TimeSpan.FromMinutes(6), default);

    private async Task KeepCodeAsync()
    {
        await OpenAsync();
        await Records.KeepCodeAsync(_id, "alice@example.com", "decision", new() { Hash = "right", ExpiresAt = Some.Moment.AddMinutes(10), Tries = 0 }, default);
    }

    private Task<bool> UseAsync(string hash, DateTimeOffset? now = null) =>
        Records.UseCodeAsync(_id, "alice@example.com", "decision", hash, now ?? Some.Moment, default);

    private static PriorState Prior(string state) =>
        new() { Remediation = "Ec2/IsolateInstance", Target = Some.Instance().Id, CapturedAt = Some.Moment, State = state };

    private static ApprovalRequest Question(string token) => new()
    {
        PlanDigest = new('a', 64),
        Approvers = ["alice@example.com"],
        AskedAt = Some.Moment,
        Deadline = Some.Moment.AddMinutes(15),
        TaskToken = token,
    };

    private static ApprovalDecision Answer(ApprovalOutcome outcome, string by = "alice@example.com") =>
        new() { Outcome = outcome, By = by, At = Some.Moment, PlanDigest = new('a', 64) };

    private Decision DecisionOf(string rule) => new()
    {
        Mode = ResponseMode.AskFirst,
        Rule = rule,
        Because = ["because"],
        Plan = new() { Incident = _id, Steps = [], StateBefore = Some.Facts().State },
        Facts = Some.Facts(),
        Approvers = ["alice@example.com"],
        WindowSeconds = 900,
        ContainOnExpiry = false,
        At = Some.Moment,
    };
}

/// <summary>The keeper that tests use holds the promises.</summary>
public sealed class InMemoryRecordsTests : RecordsContract
{
    protected override IIncidentRecords Records { get; } = new InMemoryIncidentRecords();
}
