using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using IncidentResponder.Functions.Page;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Page;

public sealed class IncidentListTests(ITestOutputHelper output)
{
    [Fact]
    public async Task List_QuestionToThePerson_ComesFirstAndOnce()
    {
        var caller = await SignedInAsync();
        await OpenAsync(caller, "1", Some.Moment.AddHours(1));
        var page = await ReadAsync(caller);

        page.QuerySelectorAll("h2").Select(head => head.TextContent).ShouldBe(["Waiting for your answer", "2026-01-14"]);
        page.QuerySelectorAll("section").Select(section => section.QuerySelectorAll("li").Length).ShouldBe([1, 1]);
        page.QuerySelector("section a")!.GetAttribute("href").ShouldBe($"/incidents/{caller.Scene.Incident.Id}");
        page.QuerySelector("section li")!.TextContent.ShouldContain("Answer by 2026-01-14 02:28:31 UTC, 13 minutes from now.");
        page.Title.ShouldBe("(1) Incidents");
    }

    [Theory]
    [InlineData("linus@example.com")]
    [InlineData(ApprovalScene.Ada)]
    public async Task List_NoQuestionToThePerson_SaysSo(string address)
    {
        PageCaller caller = new(await ApprovalScene.SetAsync(quorum: 2));
        await caller.DecideAsync("approve");
        await caller.SignInAsync(address);

        (await ReadAsync(caller)).Body!.TextContent.ShouldContain("Nothing waits for your answer.", customMessage: "Ada has approved already, Linus was not asked");
    }

    [Fact]
    public async Task List_Days_AreLatestFirstAndLeadBack()
    {
        var caller = await SignedInAsync();
        caller.Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        await caller.SignInAsync(ApprovalScene.Ada);
        foreach (var (id, at) in new[] { ("1", "2026-02-28T23:59:59Z"), ("2", "2026-03-01T00:00:00Z"), ("3", "2026-02-28T03:00:00Z"), ("4", "2026-01-30T00:00:00Z"), ("5", "2026-01-29T23:59:59Z") })
            await OpenAsync(caller, id, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));

        var page = await ReadAsync(caller);
        page.QuerySelectorAll("h2").Select(head => head.TextContent).ShouldBe(["2026-03-01", "2026-02-28", "2026-01-30"]);
        page.QuerySelectorAll("section a").Select(link => link.GetAttribute("href")!.Last()).ShouldBe(['2', '1', '3', '4']);
        var back = page.QuerySelector("nav[aria-label=Days] a")!;
        back.TextContent.ShouldBe("Before 2026-01-30");
        back.GetAttribute("href").ShouldBe("/incidents?until=2026-01-29");
        (await ReadAsync(caller, "2026-01-29")).QuerySelectorAll("h2").Select(head => head.TextContent).ShouldBe(["2026-01-29", "2026-01-14"]);
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("2027-01-01")]
    [InlineData("2026-13-01")]
    [InlineData("")]
    public async Task List_UntilNoDayOrOneToCome_IsTheLatest(string until) =>
        (await ReadAsync(await SignedInAsync(), until)).QuerySelectorAll("section li").Length.ShouldBe(1);

    [Fact]
    public async Task List_NothingOpened_SaysBetweenWhichDays() =>
        (await ReadAsync(await SignedInAsync(), "2025-12-31")).Body!.TextContent.ShouldContain("No incident was opened between 2025-12-01 and 2025-12-31.");

    [Fact]
    public async Task List_DayThatIsTooLong_SaysHowManyAreLeftOut()
    {
        var caller = await SignedInAsync();
        for (var number = 0; number < 44; number++)
            await OpenAsync(caller, $"{number}", Some.Moment.AddDays(-1));

        (await ReadAsync(caller)).QuerySelectorAll("section li").Length.ShouldBe(1, "the day before does not fit and is left whole");
        var before = await ReadAsync(caller, "2026-01-13");
        before.QuerySelectorAll("section li").Length.ShouldBe(ListDesk.MostIncidents);
        before.Body!.TextContent.ShouldContain("4 more incidents, which are not shown here. Their ids stand in the table of incidents under DAY#2026-01-13; each opens at /incidents/ID.");
    }

    [Theory]
    [InlineData('<')]
    [InlineData('"')]
    [InlineData('漢')]
    public async Task List_LongestOfTheWorstCharacter_StaysSmall(char worst)
    {
        var caller = await SignedInAsync();
        var text = new string(worst, 5000);
        for (var number = 0; number < ListDesk.MostIncidents; number++)
            await OpenAsync(caller, $"{number}", Some.Moment.AddDays(-1), text);
        var bytes = Encoding.UTF8.GetByteCount((await caller.ListAsync("2026-01-13")).Body!);
        output.WriteLine($"Of '{worst}': {bytes} bytes.");

        bytes.ShouldBeLessThan(100_000);
    }

    [Fact]
    public async Task List_HostileTitle_IsText()
    {
        var caller = await SignedInAsync();
        foreach (var (text, number) in HostileText.Few.Select((text, number) => (text, number)))
            await OpenAsync(caller, $"{number}", Some.Moment.AddDays(-1 - number), text);
        var page = await ReadAsync(caller, "2026-01-13");

        page.QuerySelectorAll("script, img, iframe, object, embed, [onclick], [onload], [onerror], style:not([nonce])").ShouldBeEmpty();
        page.QuerySelectorAll("a").ShouldAllBe(link => link.GetAttribute("href")!.StartsWith("/incidents", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_WithoutASession_LeadsToTheSignInAndTellsNothing()
    {
        var caller = await PageCaller.AskingAsync();
        var answer = await caller.ListAsync();

        answer.StatusCode.ShouldBe(303);
        answer.Headers!["location"].ShouldBe("/sign-in");
        answer.Body.ShouldBeEmpty();
        (await caller.ListAsync(method: "DELETE")).StatusCode.ShouldBe(405);
    }

    private static async Task OpenAsync(PageCaller caller, string id, DateTimeOffset at, string? text = null)
    {
        var incident = Some.Incident(id: $"INC-{at:yyyyMMdd}-000000000000{id,4}".Replace(' ', '0')) with { OpenedAt = at };
        if (text is not null)
            incident = incident with { Finding = incident.Finding with { Title = text }, Target = incident.Target with { Id = text, Region = text } };
        await caller.Scene.Records.OpenAsync(incident, default);
    }

    private static async Task<PageCaller> SignedInAsync()
    {
        var caller = await PageCaller.AskingAsync();
        await caller.SignInAsync(ApprovalScene.Ada);
        return caller;
    }

    private static async Task<IHtmlDocument> ReadAsync(PageCaller caller, string? until = null)
    {
        var answer = await caller.ListAsync(until);
        answer.StatusCode.ShouldBe(200);
        return new HtmlParser().ParseDocument(answer.Body!);
    }
}
