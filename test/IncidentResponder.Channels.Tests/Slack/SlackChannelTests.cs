using IncidentResponder.Core.Notify;

namespace IncidentResponder.Channels.Tests.Slack;

public sealed class SlackChannelTests : IDisposable
{
    private static readonly DateTimeOffset Now = SlackStory.Now;
    private readonly SlackSide _slack = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IEnumerable<string> Replies => _slack.Workspace.Messages.Where(message => message.Thread is not null).Select(message => message.Now.Text.Split('`')[0].Trim());

    public void Dispose() => _slack.Dispose();

    [Fact]
    public async Task Show_FromQuestionToUndone_IsOneCardAndAPingForEachEvent()
    {
        await ShowAsync("toldOnly", "question", "oneOfTwo", "granted", "running", "checking", "contained", "closed", "undoRequested", "undoing", "undone");

        var card = _slack.Workspace.Cards.ShouldHaveSingleItem();
        card.Versions.Length.ShouldBe(10);
        card.Versions[0].Text.ShouldStartWith("High: For your attention:");
        card.Now.Text.ShouldStartWith("High: Undone:");
        Replies.ShouldBe(["High: Approve?", "High: Approved, running:", "High: Verified contained:", "High: Undone:"]);
        _slack.Workspace.Messages.Where(message => message.Thread is not null).ShouldAllBe(message => message.Thread == card.TimeStamp);
    }

    [Fact]
    public async Task Show_QuestionAtOnce_PingsByTheCardItself()
    {
        await ShowAsync("question");
        _slack.Workspace.Cards.ShouldHaveSingleItem().AllText.ShouldContain("<@U0ADA>");
        Replies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("denied", "High: Denied:")]
    [InlineData("expired", "High: Expired, nothing done:")]
    [InlineData("notContained", "High: NOT contained:")]
    [InlineData("failed", "High: Response FAILED:")]
    public async Task Show_HowItEnds_IsToldInTheThread(string moment, string reply)
    {
        await ShowAsync("question", moment);
        Replies.ShouldBe([reply]);
    }

    [Fact]
    public async Task Show_WhoeverIsAskedLater_IsPingedAsWell()
    {
        var question = (await SlackStory.TellAsync())["question"];
        var later = question with { Approval = question.Approval! with { Approvers = question.Approval.Approvers.Add("third@example.com") } };

        var post = await _slack.Channel.ShowAsync(question, null, Now, Cancel);
        await _slack.Channel.ShowAsync(later, post, Now, Cancel);

        Replies.ShouldBe(["High: Approve?"]);
        _slack.Workspace.Messages[^1].AllText.ShouldContain("`third@example.com`");
    }

    [Fact]
    public async Task Show_HundredReportsOfTheFinding_IsOnePostAndItsUpdates()
    {
        var question = (await SlackStory.TellAsync())["question"];
        ChannelPost? post = null;
        for (var times = 1; times <= 100; times++)
            post = await _slack.Channel.ShowAsync(Story.SeenAgain(question, times), post, Now, Cancel);

        _slack.Workspace.Cards.ShouldHaveSingleItem().Versions.Length.ShouldBe(100);
        _slack.Workspace.Messages.Length.ShouldBe(1);
        _slack.Workspace.Calls.Count(call => call == "chat.postMessage").ShouldBe(1);
    }

    [Fact]
    public async Task Show_SameRecordTwice_SendsOnce()
    {
        foreach (var (moment, record) in await SlackStory.TellAsync())
        {
            SlackSide slack = new();
            var first = await slack.Channel.ShowAsync(record, null, Now, Cancel);
            var calls = slack.Workspace.Calls.Length;

            (await slack.Channel.ShowAsync(record, first, Now, Cancel)).ShouldBe(first, moment);
            slack.Workspace.Calls.Length.ShouldBe(calls, moment);
        }
    }

    [Theory]
    [InlineData("deciding")]
    [InlineData("suppressed")]
    [InlineData("quiet")]
    public async Task Show_NothingToTell_SendsNothing(string moment)
    {
        (await ShowAsync(moment)).ShouldBeNull();
        _slack.Workspace.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Show_Flood_IsOneCardThatEndsAsADigest()
    {
        await ShowAsync("flood", "floodEnded");

        _slack.Workspace.Cards.ShouldHaveSingleItem().Versions.Select(version => version.Text.Split(": `")[0]).ShouldBe(["High: Flood begun", "High: Flood digest"]);
        Replies.ShouldBe(["High: Flood digest:"]);
    }

    [Fact]
    public async Task Show_ReplyOfThePostLost_IsStillOneCard()
    {
        _slack.Workspace.LoseReplies(1);
        await Should.ThrowAsync<NoticeNotSentException>(() => ShowAsync("question"));
        await ShowAsync("question");

        _slack.Workspace.Cards.ShouldHaveSingleItem().Versions.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Show_ReplyOfThePostLostAndTheIncidentGoneOn_IsOneCardThatSaysWhatIsSo()
    {
        _slack.Workspace.LoseReplies(1);
        await Should.ThrowAsync<NoticeNotSentException>(() => ShowAsync("question"));
        await ShowAsync("denied");

        _slack.Workspace.Cards.ShouldHaveSingleItem().Now.Text.ShouldStartWith("High: Denied:");
        Replies.ShouldBe(["High: Denied:"]);
    }

    [Fact]
    public async Task Show_ReplyInTheThreadLost_PingsOnce()
    {
        var post = await ShowAsync("question");
        var denied = (await SlackStory.TellAsync())["denied"];
        _slack.Workspace.LoseReplies(2);
        await Should.ThrowAsync<NoticeNotSentException>(() => _slack.Channel.ShowAsync(denied, post, Now, Cancel));
        await Should.ThrowAsync<NoticeNotSentException>(() => _slack.Channel.ShowAsync(denied, post, Now, Cancel));
        await _slack.Channel.ShowAsync(denied, post, Now, Cancel);

        Replies.ShouldBe(["High: Denied:"]);
    }

    [Fact]
    public async Task Show_CardDeleted_IsPostedAnewOnce()
    {
        var post = await ShowAsync("question");
        _slack.Workspace.Delete(_slack.Workspace.Cards.Single().TimeStamp);
        var story = await SlackStory.TellAsync();
        post = await _slack.Channel.ShowAsync(story["granted"], post, Now, Cancel);
        await _slack.Channel.ShowAsync(story["contained"], post, Now, Cancel);

        var card = _slack.Workspace.Cards.ShouldHaveSingleItem();
        card.Versions.Select(version => version.Text.Split(": `")[0]).ShouldBe(["High: Approved, running", "High: Verified contained"]);
    }

    [Fact]
    public async Task Show_PostUnconfirmedAndDeletedSince_IsPostedAnew()
    {
        _slack.Workspace.LoseReplies(1);
        await Should.ThrowAsync<NoticeNotSentException>(() => ShowAsync("question"));
        _slack.Workspace.Delete(_slack.Workspace.Cards.Single().TimeStamp);
        await ShowAsync("question");

        _slack.Workspace.Cards.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Show_ChannelOfTheCardLeft_IsPostedInTheNewOne()
    {
        var story = await SlackStory.TellAsync();
        ChannelPost elsewhere = new() { Channel = "slack", Address = "C0FORMER/1768356451.000100/asked2", Shown = new('0', 64), At = Now };
        var post = await _slack.Channel.ShowAsync(story["granted"], elsewhere, Now, Cancel);

        post!.Address.ShouldStartWith("C0INCIDENTS/");
        _slack.Workspace.Cards.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Show_RateLimited_SaysForHowLong()
    {
        _slack.Workspace.Limit(1);
        (await Should.ThrowAsync<NoticeNotSentException>(() => ShowAsync("question"))).RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
        await ShowAsync("question");
        _slack.Workspace.Cards.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Show_SlackDown_IsShownLater()
    {
        _slack.Workspace.IsDown = true;
        (await Should.ThrowAsync<NoticeNotSentException>(() => ShowAsync("question"))).Message.ShouldBe("Channel 'slack' answered 503: it is tried again.");
        _slack.Workspace.IsDown = false;
        await ShowAsync("question");
        _slack.Workspace.Cards.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("invalid_auth", "install the app again")]
    [InlineData("missing_scope", "chat:write, users:read and users:read.email")]
    [InlineData("not_in_channel", "invite app A0RESPONDER to channel C0INCIDENTS")]
    [InlineData("msg_blocks_too_long", "use the mail and the page")]
    [InlineData("internal_error", "it is tried again.")]
    [InlineData("something_new", "look the error up")]
    public async Task Show_SlackSaysNo_NamesTheNextStep(string error, string next)
    {
        _slack.Instead.Enqueue($$"""{"ok":false,"error":"{{error}}"}""");
        var fault = await Should.ThrowAsync<NoticeNotSentException>(() => ShowAsync("question"));
        fault.Message.ShouldStartWith($"Slack answered chat.postMessage with '{error}': ");
        fault.Message.ShouldContain(next);
        fault.Message.ShouldNotContain(SlackStory.Settings.BotToken);
    }

    [Theory]
    [InlineData("<html>sign in</html>")]
    [InlineData("[]")]
    [InlineData("""{"ok":true}""")]
    [InlineData("""{"ok":true,"ts":"../../x"}""")]
    [InlineData("""{"ok":"true","ts":"1.1"}""")]
    public async Task Show_OddReply_IsNoPost(string reply)
    {
        _slack.Instead.Enqueue(reply);
        await Should.ThrowAsync<NoticeNotSentException>(() => ShowAsync("question"));
    }

    [Fact]
    public async Task Show_Post_UnfoldsNoLinksAndReadsNoNames()
    {
        await ShowAsync("question");
        var sent = _slack.Arguments.Single();

        new[] { "unfurl_links", "unfurl_media", "link_names" }.ShouldAllBe(name => !sent.GetProperty(name).GetBoolean());
        sent.GetProperty("parse").GetString().ShouldBe("none");
        sent.GetProperty("client_msg_id").GetString()!.ShouldMatch("^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");
    }

    [Fact]
    public async Task TellOne_Refusal_IsSeenByThatPersonOnly()
    {
        await _slack.Channel.TellOneAsync("C0INCIDENTS", "U0MALLORY", "*Nothing was done.* Ada or Grace may decide.\nAsk them.", Cancel);

        var told = _slack.Workspace.Messages.ShouldHaveSingleItem();
        (told.OnlyFor, told.AllText).ShouldBe(("U0MALLORY", "*Nothing was done.* Ada or Grace may decide.\nAsk them."));
        await Should.ThrowAsync<NoticeNotSentException>(() => _slack.Channel.TellOneAsync("C0INCIDENTS", "U0NOBODY", "x", Cancel));
    }

    [Fact]
    public async Task TellOne_MoreThanFits_SaysHowMuchMore()
    {
        await _slack.Channel.TellOneAsync("C0INCIDENTS", "U0ADA", string.Join('\n', Enumerable.Repeat(new string('x', 999), 4)), Cancel);
        _slack.Workspace.Messages.ShouldHaveSingleItem().AllText.ShouldEndWith("\nand 2 more lines, which the page has");
    }

    private async Task<ChannelPost?> ShowAsync(params string[] moments)
    {
        var story = await SlackStory.TellAsync();
        ChannelPost? post = null;
        foreach (var moment in moments)
            post = await _slack.Channel.ShowAsync(story[moment], post, Now, Cancel);
        return post;
    }
}
