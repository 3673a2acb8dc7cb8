using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Tests.Run;

public sealed class TellingTests
{
    private readonly Outside _outside = new();
    private readonly FakeChannel _chat = new("chat");
    private readonly FakeChannel _pager = new("pager");
    private NoticeNotSentException? _noSettings;

    [Fact]
    public async Task Show_Unchanged_SendsOnce()
    {
        var one = await AskedAsync();
        for (var times = 0; times < 100; times++)
            await ShowAsync(one);

        _chat.Shown.Count.ShouldBe(1);
        (await one.ReadAsync()).Posts.Select(post => post.Channel).ShouldBe(["chat", "pager"]);
        _outside.Signals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Show_OneChannelDown_ShowsInTheOthersNotesItOnceAndTriesAgainLater()
    {
        var one = await AskedAsync();
        _chat.Down = new("The chat is down.") { RetryAfter = TimeSpan.FromSeconds(77) };
        await ShowAsync(one);
        await ShowAsync(one, attempt: 1);

        _pager.Shown.Count.ShouldBe(1);
        _outside.Signals.Select(signal => (signal.Attempt, signal.After.TotalSeconds)).ShouldBe([(1, 77), (2, 77)]);
        (await one.ReadAsync()).Ledger.Count(entry => entry.Text.Contains("The chat is down.", StringComparison.Ordinal)).ShouldBe(1);

        _chat.Down = null;
        await ShowAsync(one, attempt: 2);
        _chat.Shown.Count.ShouldBe(1);
        _outside.Signals.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Show_DownForEver_IsTriedLessAndLessOftenAndThenNoMore()
    {
        var one = await AskedAsync();
        _chat.Down = new("The chat is down.");
        for (var attempt = 0; attempt <= 20; attempt++)
            await ShowAsync(one, attempt);

        _outside.Signals.Select(signal => signal.After.TotalSeconds).ShouldBe([15, 30, 60, 120, 240, 480, 900, 900, 900, 900, 900, 900, 900, 900, 900, 900]);
    }

    [Fact]
    public async Task Show_SettingsCannotBeRead_SendsTheQuestionAllTheSame()
    {
        var one = await AskedAsync(unreachable: true);
        _outside.Unreachable.Clear();
        _noSettings = new("The secret could not be read.");
        await ShowAsync(one);

        _outside.Sent.ShouldHaveSingleItem().Approver.ShouldBe(Case.Alice);
        (await one.ReadAsync()).Ledger.ShouldContain(entry => entry.Text.Contains("The secret could not be read.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_MailFailedBefore_IsSentByTheNextAttempt()
    {
        var one = await AskedAsync(unreachable: true);
        await ShowAsync(one);
        _outside.Signals.Last().Attempt.ShouldBe(1);

        _outside.Unreachable.Clear();
        await ShowAsync(one, attempt: 1);
        await ShowAsync(one, attempt: 2);
        _outside.Sent.ShouldHaveSingleItem().Kind.ShouldBe(NoticeKind.Question);
    }

    [Fact]
    public async Task Show_KeyOfLinksThrottled_IsShownElsewhereAndMailedLater()
    {
        _outside.KeyIsThrottled = true;
        var one = await AskedAsync();
        await ShowAsync(one);
        (_chat.Shown.Count, _outside.Sent.Count, _outside.Signals.Last().Attempt).ShouldBe((1, 0, 1));

        _outside.KeyIsThrottled = false;
        await ShowAsync(one, attempt: 1);
        _outside.Sent.ShouldHaveSingleItem().Approver.ShouldBe(Case.Alice);
    }

    [Fact]
    public async Task Show_QuestionHandedOn_AsksTheOtherPerson()
    {
        var one = await AskedAsync();
        var question = (await one.ReadAsync()).Approval!;
        await one.Records.ChangeQuestionAsync(
            one.Id, question with { Approvers = ["bob@example.com"], HandedOn = question.HandedOn.Add(Case.Alice, "bob@example.com"), Revision = 1 }, default);

        await ShowAsync(one);

        _outside.Sent.Select(sent => sent.Approver).ShouldBe([Case.Alice, "bob@example.com"]);
    }

    [Fact]
    public async Task Show_AnotherIsAtIt_ComesBackInASecond()
    {
        var one = await AskedAsync();
        await one.Records.TakeLeaseAsync(one.Id, "telling", "another", one.At, TimeSpan.FromSeconds(30), default);
        await ShowAsync(one);

        _chat.Shown.ShouldBeEmpty();
        _outside.Signals.ShouldBe([(one.Id, 0, TimeSpan.FromSeconds(1))]);
    }

    [Fact]
    public async Task After_QueueDown_LosesNoStagesAnswer()
    {
        _outside.SignalIsLost = true;
        StringWriter log = new();
        var stage = new ChangeNews(_outside, new(log)).After<Payloads.NotifyTask, string>((_, _) => Task.FromResult("done"));

        (await stage(new() { IncidentId = "INC-20260114-8c1f0a2b9d3e4f50", At = default, Kind = "Opened" }, default)).ShouldBe("done");
        log.ToString().ShouldContain("NotSignalled");
    }

    [Fact]
    public async Task After_StageFails_SaysThatTheIncidentHasChangedAndFails()
    {
        var stage = new ChangeNews(_outside, new(TextWriter.Null)).After<Payloads.NotifyTask, string>((_, _) => throw new InvalidOperationException("no"));

        await Should.ThrowAsync<InvalidOperationException>(() => stage(new() { IncidentId = "INC-20260114-8c1f0a2b9d3e4f50", At = default, Kind = "Opened" }, default));
        _outside.Signals.Count.ShouldBe(1);
    }

    private async Task<Case> AskedAsync(bool unreachable = false)
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        if (unreachable)
            _outside.Unreachable.Add(Case.Alice);
        Asking asking = new(one.Records, QuestionsOn(one), ApproverRoll.Of(People.None, Case.Alice), _outside);
        await asking.AskAsync(await one.ReadAsync(), one.Decision, one.At, "token-1", default);
        _outside.Signals.Clear();
        return one;
    }

    private Questions QuestionsOn(Case one) => new(one.Records, new(one.Records, _outside), new(new ApprovalLinks(_outside, "incidents"), "https://page.example.com"));

    private Task ShowAsync(Case one, int attempt = 0)
    {
        Task<ImmutableArray<IChannel>> Channels(CancellationToken cancel) =>
            _noSettings is null ? Task.FromResult<ImmutableArray<IChannel>>([_chat, _pager]) : throw _noSettings;
        return new Telling(one.Records, Channels, QuestionsOn(one), _outside).ShowAsync(one.Id, attempt, InvocationClock.Since(one.At.AddSeconds(1)), default);
    }
}
