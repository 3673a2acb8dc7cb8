using System.Text.Json;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Close;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Notify;
using IncidentResponder.Functions.Handlers;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Tests.Run;

public sealed class NotifyTests
{
    private readonly Outside _outside = new();

    [Fact]
    public async Task Notify_RetriedOpening_TellsOnceAndSetsTheCaseOnce()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        await NotifyAsync(one, NoticeKind.Opened);
        await NotifyAsync(one, NoticeKind.Opened);
        _outside.Sent.Select(sent => sent.Kind).ShouldBe([NoticeKind.Opened]);
        _outside.Statuses.ShouldBe(["NOTIFIED"]);
    }

    [Fact]
    public async Task Notify_FindingAboutTheResponder_TellsTheSecondChannelAsWellAndOnce()
    {
        var one = await Case.DecidedAsync(ResponseMode.NotifyOnly, decision => decision with { OwnPart = "incident-responder-NotifyRole-1A2B" });
        await NotifyAsync(one, NoticeKind.Opened);
        await NotifyAsync(one, NoticeKind.Opened);
        _outside.Sent.Select(sent => sent.Kind).ShouldBe([NoticeKind.Opened, NoticeKind.SelfAlarm]);
        (await one.ReadAsync()).Ledger.ShouldContain(entry => entry.Text.StartsWith("SelfAlarm was sent to the second channel: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Notify_SecurityHubRefuses_TellsAndNamesTheGap()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        _outside.CaseAnswer = new CaseUpdate.Gap("Security Hub left finding f as it was (FindingNotFound); set it by hand.");
        await NotifyAsync(one, NoticeKind.Opened);
        _outside.Sent.Count.ShouldBe(1);
        (await one.ReadAsync()).Ledger.ShouldContain(entry => entry.Text.Contains("FindingNotFound"));
    }

    [Fact]
    public async Task Notify_Contained_TellsAllAndGivesEachApproverAPersonalUndoLink()
    {
        var one = await ContainedAsync();
        await NotifyAsync(one, NoticeKind.Outcome, "Confirmed");
        await NotifyAsync(one, NoticeKind.Outcome, "Confirmed");
        _outside.Sent.Select(sent => (sent.Kind, sent.Approver)).ShouldBe([(NoticeKind.Outcome, null), (NoticeKind.Outcome, Case.Alice)]);
        _outside.Sent[0].Body.ShouldNotContain("https://");
        _outside.Sent[1].Body.ShouldContain($"https://page.example.com/incidents/{one.Id}?t=");
        (await one.ReadAsync()).Closure!.Outcome.ShouldBe("Contained");
    }

    [Fact]
    public async Task Notify_ContainedAfterAQuestion_TellsAllOnlyBecauseTheQuestionsLinkUndoes()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        await AskAsync(one, "token-1");
        await one.AnswerAsync(ApprovalOutcome.Granted, PlanDigest.Of(one.Decision.Plan));
        await one.RemediateAsync();
        await one.VerifyAsync(2);
        await NotifyAsync(one, NoticeKind.Outcome, "Confirmed");
        _outside.Sent.Select(sent => (sent.Kind, sent.Approver)).ShouldBe([(NoticeKind.Question, Case.Alice), (NoticeKind.Outcome, null)]);
    }

    [Fact]
    public async Task Notify_StageFailed_SaysThatItFailedAndWhere()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        NotifyTask task = new() { IncidentId = one.Id.Value, At = one.At, Kind = NoticeKind.Outcome, Outcome = "Failed", Stage = "Approve", Error = "Lambda.TooManyRequestsException" };
        await NotifyOn(one).RunAsync(task, default);
        (await one.ReadAsync()).Closure!.Outcome.ShouldBe("Failed");
        _outside.Sent.Single().Body.ShouldContain("Approve ended with");
    }

    [Fact]
    public async Task Approve_Asked_SendsEachApproverALinkAndKeepsTheTokenInTheTable()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        (await AskAsync(one, "token-1")).Outcome.ShouldBe("Asked");
        _outside.Sent.Single().Approver.ShouldBe(Case.Alice);
        _outside.Sent.Single().Body.ShouldNotContain("token-1");
        var question = (await one.ReadAsync()).Approval!;
        (question.TaskToken, question.Deadline).ShouldBe(("token-1", one.At.AddSeconds(900)));
    }

    [Fact]
    public async Task Approve_RetriedAsk_SendsNothingTwiceAndTakesTheNewToken()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        await AskAsync(one, "token-1");
        await AskAsync(one, "token-2");
        _outside.Sent.Count.ShouldBe(1);
        (await one.ReadAsync()).Approval!.TaskToken.ShouldBe("token-2");
    }

    [Fact]
    public async Task Approve_AskedAgainAfterTheAnswer_PassesTheAnswerToTheNewToken()
    {
        var one = await Case.ApprovedAsync();
        await AskAsync(one, "token-2");
        _outside.Completed.Single().ShouldBe(("token-2", "{\"outcome\":\"Granted\",\"by\":\"alice@example.com\"}"));
        _outside.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Approve_NobodyCouldBeReached_KeepsTheQuestionOpenAndHasItTriedAgain()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        _outside.Unreachable.Add(Case.Alice);
        (await AskAsync(one, "token-1")).Outcome.ShouldBe("Asked");
        _outside.Signals.ShouldHaveSingleItem().Id.ShouldBe(one.Id);
        (await one.ReadAsync()).Ledger.ShouldContain(entry => entry.Text.StartsWith($"Question was not sent to {Case.Alice}: ", StringComparison.Ordinal));
        _outside.Unreachable.Clear();
        await AskAsync(one, "token-2");
        _outside.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Approve_NobodyCouldBeReachedAndNobodyTriesAgain_Fails()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        _outside.Unreachable.Add(Case.Alice);
        _outside.SignalIsLost = true;
        await Should.ThrowAsync<NoticeNotSentException>(() => AskAsync(one, "token-1"));
    }

    [Fact]
    public async Task Approve_HalfOfTheTimeIsOver_RemindsWhoHasNotAnswered()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst, decision => decision with { Approvers = [Case.Alice, "bob@example.com"], Quorum = 2 });
        Roll = ApproverRoll.Of(People.None, Case.Alice, "bob@example.com");
        await AskAsync(one, "token-1");
        await one.AnswerAsync(ApprovalOutcome.Granted, PlanDigest.Of(one.Decision.Plan));

        var reply = await ExpireAsync(one, one.At.AddSeconds(450));
        (reply.Outcome, reply.WaitSeconds).ShouldBe(("Escalated", 270));
        await ApproveOn(one).RunAsync(new() { IncidentId = one.Id.Value, At = one.At.AddSeconds(451), Event = "ask", TaskToken = "token-2" }, default);

        _outside.Sent.Select(sent => sent.Approver).ShouldBe([Case.Alice, "bob@example.com", "bob@example.com"]);
        _outside.Sent[^1].Body.ShouldStartWith("Nobody has decided yet. ");
    }

    [Fact]
    public async Task Approve_ExpiresUnanswered_KeepsThatNobodyAnswered()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        var reply = await ApproveOn(one).RunAsync(new() { IncidentId = one.Id.Value, At = one.At, Event = "expire" }, default);
        (reply.Outcome, reply.Contain).ShouldBe(("Expired", false));
        (await one.ReadAsync()).Answer!.By.ShouldBe("nobody");
    }

    [Fact]
    public async Task Approve_ExpiresAfterAnAnswer_TheAnswerWins()
    {
        var one = await Case.ApprovedAsync();
        var reply = await ApproveOn(one).RunAsync(new() { IncidentId = one.Id.Value, At = one.At, Event = "expire" }, default);
        (reply.Outcome, reply.Contain).ShouldBe(("Granted", false));
    }

    [Fact]
    public async Task Approve_NextTiersTime_AsksThemAsWellByANewTokenAndMovesNoDeadline()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        await one.EscalateAsync(300, "lead@example.com");
        await AskAsync(one, "token-1");
        var asked = (await one.ReadAsync()).Approval!;

        var reply = await ExpireAsync(one, one.At.AddSeconds(300));
        (reply.Outcome, reply.Contain, reply.WaitSeconds, reply.LimitSeconds).ShouldBe(("Escalated", false, 150, 450));
        await ApproveOn(one).RunAsync(new() { IncidentId = one.Id.Value, At = one.At.AddSeconds(301), Event = "ask", TaskToken = "token-2" }, default);

        var again = (await one.ReadAsync()).Approval!;
        (again.TaskToken, again.AskedAt, again.Deadline).ShouldBe(("token-2", asked.AskedAt, asked.Deadline));
        again.Approvers.ShouldBe([Case.Alice, "lead@example.com"]);
        _outside.Sent.Select(sent => (sent.Kind, sent.Approver)).ShouldBe([(NoticeKind.Question, Case.Alice), (NoticeKind.Question, "lead@example.com")]);
        (await ExpireAsync(one, one.At.AddSeconds(450))).Outcome.ShouldBe("Escalated", "because a reminder is due");
        (await ExpireAsync(one, one.At.AddSeconds(900))).Outcome.ShouldBe("Expired");
    }

    [Fact]
    public async Task Approve_AnsweredJustBeforeTheNextTier_TheAnswerIsTaken()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        await one.EscalateAsync(300, "lead@example.com");
        await AskAsync(one, "token-1");
        await one.AnswerAsync(ApprovalOutcome.Granted, PlanDigest.Of(one.Decision.Plan));
        (await ExpireAsync(one, one.At.AddSeconds(300))).Outcome.ShouldBe("Granted");
        _outside.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Approve_OneOfTwoWhenItEnds_IsExpiredAndRunsNothing()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        await one.WantAsync(2);
        await AskAsync(one, "token-1");
        await one.AnswerAsync(ApprovalOutcome.Granted, PlanDigest.Of(one.Decision.Plan));
        (await ExpireAsync(one, one.At.AddSeconds(900))).Outcome.ShouldBe("Expired");
        (await one.RemediateAsync()).Outcome.ShouldBe("Refused");
        Standing.Of((await one.ReadAsync()) with { Steps = [] }).Sentence.ShouldStartWith("Only 1 of 2 approved by");
    }

    private Task<ApproveReply> ExpireAsync(Case one, DateTimeOffset at) =>
        ApproveOn(one).RunAsync(new() { IncidentId = one.Id.Value, At = at, Event = "expire" }, default);

    [Fact]
    public async Task Close_SeenToHold_ResolvesTheFindingAndSealsALedgerThatVerifies()
    {
        var one = await ContainedAsync();
        await CloseAsync(one, "Confirmed");
        await CloseAsync(one, "Confirmed");
        _outside.Statuses.ShouldAllBe(status => status == "RESOLVED");
        var ledger = JsonSerializer.Deserialize(_outside.Sealed[$"incidents/{one.Id}/ledger.json"], CoreJson.Default.ImmutableArrayLedgerEntry);
        LedgerChain.Verify(ledger).ShouldBeOfType<LedgerVerdict.Intact>();
        ledger.Count(entry => entry is { Stage: Stage.Close, Kind: "Outcome" }).ShouldBe(1);
    }

    [Theory]
    [InlineData("StillOpen", "NotContained")]
    [InlineData("Drifted", "NotContained")]
    [InlineData("Denied", "Denied")]
    [InlineData("NotifiedOnly", "NotifiedOnly")]
    [InlineData("Failed", "Failed")]
    public async Task Close_NotSeenToHold_NeverResolves(string outcome, string closed)
    {
        var one = await ContainedAsync();
        await CloseAsync(one, outcome);
        _outside.Statuses.ShouldBeEmpty();
        (await one.ReadAsync()).Closure!.Outcome.ShouldBe(closed);
    }

    [Fact]
    public async Task Close_ConfirmedButAStepWasNotSeenToHold_IsNotContained()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        await one.RemediateAsync();
        await CloseAsync(one, "Confirmed");
        _outside.Statuses.ShouldBeEmpty();
        (await one.ReadAsync()).Closure!.Outcome.ShouldBe("NotContained");
    }

    [Fact]
    public async Task Close_Undone_SealsTheLedgerAgainAndTakesResolvedBack()
    {
        var one = await ContainedAsync();
        await CloseAsync(one, "Confirmed");
        await one.RollBackAsync();
        await CloseAsync(one, "Restored", "RollBack");
        _outside.Statuses.ShouldBe(["RESOLVED", "NOTIFIED"]);
        _outside.Sealed.Count.ShouldBe(2);
        (await one.ReadAsync()).Closure!.Outcome.ShouldBe("Undone");
    }

    [Fact]
    public async Task Close_OneStepOfTwoUndone_IsPartlyUndoneAndTakesResolvedBack()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow, "Test/A", "Test/B");
        CloseDoors[] powers = [new(one.World, CrashPoint.Never, "Test/A", "a"), new(one.World, CrashPoint.Never, "Test/B", "b")];
        await one.RemediateAsync(null, powers);
        await one.VerifyAsync(2, powers);
        await CloseAsync(one, "Confirmed");
        await one.RollBackAsync(step: 2, null, powers);
        await CloseAsync(one, "Restored", "RollBack");
        _outside.Statuses.ShouldBe(["RESOLVED", "NOTIFIED"]);
        (await one.ReadAsync()).Closure!.Outcome.ShouldBe("PartlyUndone");
    }

    private static async Task<Case> ContainedAsync()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        await one.RemediateAsync();
        await one.VerifyAsync(2);
        return one;
    }

    private Notify NotifyOn(Case one) => new(one.Records, new(one.Records, _outside), Links, _outside, new(one.Log));

    private Task<OutcomeReply> NotifyAsync(Case one, string kind, string outcome = "") =>
        NotifyOn(one).RunAsync(new() { IncidentId = one.Id.Value, At = one.At, Kind = kind, Outcome = outcome }, default);

    private Approve ApproveOn(Case one) => new(one.Records, new(one.Records, QuestionsOn(one), Roll, _outside), _outside, new(one.Log));

    private Questions QuestionsOn(Case one) => new(one.Records, new(one.Records, _outside), Links);

    private ApproverRoll Roll { get; set; } = ApproverRoll.Of(People.None, Case.Alice);

    private Task<ApproveReply> AskAsync(Case one, string token) =>
        ApproveOn(one).RunAsync(new() { IncidentId = one.Id.Value, At = one.At, Event = "ask", TaskToken = token }, default);

    private Task<OutcomeReply> CloseAsync(Case one, string outcome, string stage = "Verify") =>
        new Close(one.Records, _outside, _outside.SealAsync, _outside, new(one.Records, _outside), new(one.Log), new(one.Log)).RunAsync(new() { IncidentId = one.Id.Value, At = one.At, Outcome = outcome, Stage = stage }, default);

    private PersonalLinks Links => new(new ApprovalLinks(_outside, "incidents"), "https://page.example.com");
}
