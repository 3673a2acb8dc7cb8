using Deque.AxeCore.Playwright;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Report;
using IncidentResponder.Testing;
using Microsoft.Playwright;

namespace IncidentResponder.Functions.Tests.Page;

public sealed class BrowserTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private static readonly string[] States = ["asking", "code-sent", "voted", "second", "decided", "contained", "undo-leased", "undo-running", "undone", "expired", "bad-link", "rich", "list", "signed-in", "signed-in-contained"];

    [Fact]
    public async Task Axe_EveryState_FindsNothing()
    {
        foreach (var dark in new[] { false, true })
            foreach (var state in dark ? ["asking", "contained", "rich"] : States)
            {
                var page = await chromium.OpenAsync(dark: dark, readPageFromOutside: true);
                await using var server = await ShowAsync(page, state);
                var result = await page.RunAxe();

                result.Violations.Select(v => $"{v.Id}: {string.Join("; ", v.Nodes.Select(n => n.Html))}").ShouldBeEmpty($"{state}, dark {dark}");
                output.WriteLine($"axe, {state}{(dark ? ", dark" : "")}: {result.Passes.Length} rules pass, 0 violations.");
                await page.Context.CloseAsync();
            }
    }

    [Fact]
    public async Task Report_StandingByItself_ReflowsAndAxeFindsNothing()
    {
        foreach (var (width, dark) in new[] { (320, false), (1280, true) })
        {
            var page = await chromium.OpenAsync(width, dark: dark, readPageFromOutside: true);
            await page.SetContentAsync(IncidentReport.Of(await RichIncident.RecordAsync()).ToHtml());
            await page.ScreenshotAsync(new() { Path = Repository.PathOf("artifacts", $"report-{width}.png"), FullPage = true });
            var result = await page.RunAxe();

            result.Violations.Select(v => $"{v.Id}: {string.Join("; ", v.Nodes.Select(n => n.Html))}").ShouldBeEmpty($"{width}, dark {dark}");
            (await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, "the report scrolls sideways");
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Page_EveryWidth_ReflowsAndHasLargeTargets()
    {
        Directory.CreateDirectory(Repository.PathOf("artifacts", "screenshots"));
        foreach (var state in States)
            foreach (var width in new[] { 320, 390, 1280 })
            {
                var page = await chromium.OpenAsync(width, dark: width == 390);
                var complaints = new List<string>();
                page.Console += (_, message) => complaints.Add(message.Text);
                await using var server = await ShowAsync(page, state);
                await page.ScreenshotAsync(new() { Path = Repository.PathOf("artifacts", "screenshots", $"page-{state}-{width}.png"), FullPage = true });

                (await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, $"{state} scrolls sideways");
                foreach (var target in await page.Locator("button, input:not([type=hidden]), textarea, select, a").AllAsync())
                    (await target.BoundingBoxAsync())!.Height.ShouldBeGreaterThanOrEqualTo(44, $"{state}: {await target.InnerTextAsync()}");
                complaints.Where(c => !c.Contains("status of 4", StringComparison.Ordinal)).ShouldBeEmpty($"{state}: the browser complains");
                await page.Context.CloseAsync();
            }
    }

    [Theory]
    [InlineData(320, "Isolate i-0a1b2c3d4e5f67890 from the network", ApprovalOutcome.Granted)]
    [InlineData(390, "Isolate i-0a1b2c3d4e5f67890 from the network", ApprovalOutcome.Granted)]
    [InlineData(1280, "Isolate i-0a1b2c3d4e5f67890 from the network", ApprovalOutcome.Granted)]
    [InlineData(320, "Deny: change nothing", ApprovalOutcome.Denied)]
    [InlineData(390, "Deny: change nothing", ApprovalOutcome.Denied)]
    [InlineData(1280, "Deny: change nothing", ApprovalOutcome.Denied)]
    public async Task Person_WithoutJavaScript_Answers(int width, string button, ApprovalOutcome outcome)
    {
        var page = await chromium.OpenAsync(width, javaScript: false);
        await using var server = await ShowAsync(page, "code-sent");
        await page.GetByLabel("One-time code").FillAsync(server.Scene.Messenger.LatestCode(ApprovalScene.Ada));
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

        (await page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain(outcome == ApprovalOutcome.Granted ? "Approved by ada@example.com" : "Denied by ada@example.com");
        (await server.Scene.RecordAsync()).Answer!.Outcome.ShouldBe(outcome);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Person_WithoutJavaScript_IsTheSecondOfTwoAndDecides(int width)
    {
        var page = await chromium.OpenAsync(width, javaScript: false);
        await using var server = await ShowAsync(page, "second");
        (await page.GetByText("1 of 2 approved, by ada@example.com").First.IsVisibleAsync()).ShouldBeTrue();
        await AnswerAsync(page, server, ApprovalScene.Grace, "Isolate i-0a1b2c3d4e5f67890 from the network");

        (await page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("Approved by ada@example.com and grace@example.com");
        (await server.Scene.RecordAsync()).Answer!.Outcome.ShouldBe(ApprovalOutcome.Granted);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Person_WithoutJavaScript_TakesAnApprovalBack(int width)
    {
        var page = await chromium.OpenAsync(width, javaScript: false);
        await using var server = await ShowAsync(page, "voted");
        await AnswerAsync(page, server, ApprovalScene.Ada, "Take my approval back");

        (await page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("Your approval is taken back.");
        (await server.Scene.RecordAsync()).Votes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Person_WithoutJavaScript_HandsTheQuestionOn(int width)
    {
        var page = await chromium.OpenAsync(width, javaScript: false);
        await using var server = await ShowAsync(page, "asking");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send me a one-time code" }).ClickAsync();
        await page.GetByLabel("One-time code").FillAsync(server.Scene.Messenger.LatestCode(ApprovalScene.Ada));
        await page.GetByLabel("Can't decide it? Hand it on to").SelectOptionAsync("linus@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand the question on" }).ClickAsync();

        (await page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("linus@example.com answers in your place.");
        (await server.Scene.RecordAsync()).Approval!.Approvers.ShouldBe([ApprovalScene.Grace, "linus@example.com"]);
        (await page.GetByRole(AriaRole.Button).CountAsync()).ShouldBe(0, "Ada can't answer any more");
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Person_WithoutJavaScript_Undoes(int width)
    {
        var page = await chromium.OpenAsync(width, javaScript: false);
        await using var server = await ShowAsync(page, "contained");
        await AnswerAsync(page, server, ApprovalScene.Ada, "Undo the containment of i-0a1b2c3d4e5f67890");

        (await page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("The undo is running.");
        server.Scene.Workflow.Started.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Person_WithoutJavaScriptWhoHasSignedIn_AnswersFromTheListWithoutACode(int width)
    {
        var page = await chromium.OpenAsync(width, javaScript: false);
        await using var server = await ShowAsync(page, "list");
        await page.GetByRole(AriaRole.Link, new() { Name = "Isolate i-0a1b2c3d4e5f67890 from the network" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Isolate i-0a1b2c3d4e5f67890 from the network" }).ClickAsync();

        (await page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("Approved by ada@example.com");
        (await server.Scene.RecordAsync()).Answer.ShouldNotBeNull().Channel.ShouldBe("sign-in");
        await page.GetByRole(AriaRole.Link, new() { Name = "All incidents" }).ClickAsync();
        (await page.GetByText("Nothing waits for your answer.").IsVisibleAsync()).ShouldBeTrue();
    }

    [Theory]
    [InlineData(320, "expired", "It is too late to answer.")]
    [InlineData(390, "expired", "It is too late to answer.")]
    [InlineData(1280, "expired", "It is too late to answer.")]
    [InlineData(320, "decided", "Approved by ada@example.com at")]
    [InlineData(390, "decided", "Approved by ada@example.com at")]
    [InlineData(1280, "decided", "Approved by ada@example.com at")]
    public async Task Person_WithoutJavaScriptWhoComesTooLate_SeesWhatStands(int width, string state, string words)
    {
        var page = await chromium.OpenAsync(width, javaScript: false);
        await using var server = await ShowAsync(page, state);

        (await page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain(words);
        (await page.GetByRole(AriaRole.Button).CountAsync()).ShouldBe(0, "there is nothing left to answer");
    }

    private static async Task AnswerAsync(IPage page, PageServer server, string person, string button)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Send me a one-time code" }).ClickAsync();
        await page.GetByLabel("One-time code").FillAsync(server.Scene.Messenger.LatestCode(person));
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    [Fact]
    public async Task Person_WithTheKeyboardOnly_AnswersAndSeesTheFocus()
    {
        var page = await chromium.OpenAsync(readPageFromOutside: true);
        await using var server = await ShowAsync(page, "asking");
        await TabToAsync(page, "Send me a one-time code");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Status).WaitForAsync();
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("code", "the field is ready to be pasted into");
        await page.Keyboard.TypeAsync(server.Scene.Messenger.LatestCode(ApprovalScene.Ada));
        await TabToAsync(page, "Deny: change nothing");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Denied by ada@example.com").First.WaitForAsync();

        (await server.Scene.RecordAsync()).Answer!.Outcome.ShouldBe(ApprovalOutcome.Denied);
    }

    [Fact]
    public async Task Scanner_OpensRunsClicksAndSubmitsEverything_DecidesNothing()
    {
        var page = await chromium.OpenAsync();
        await using var server = await PageServer.StartAsync(await PageCaller.AskingAsync());
        var link = ApprovalLinks.Address(server.Url, server.Scene.Incident.Id, await server.Scene.AnswerTokenAsync(ApprovalScene.Ada));
        var presses = 0;
        for (var round = 0; round < 5; round++)
            presses += await PressEverythingAsync(page, link, depth: 2);

        var record = await server.Scene.RecordAsync();
        record.Answer.ShouldBeNull();
        server.Scene.Workflow.Completed.ShouldBeEmpty();
        server.Scene.Messenger.Sent.Count.ShouldBe(3, "the rate of codes is held");
        output.WriteLine($"The scanner pressed {presses} buttons and links, {server.Posts} forms came in, {server.Scene.Messenger.Sent.Count} codes went out, nothing was decided.");
        await page.GotoAsync(link);
        await page.GetByLabel("One-time code").FillAsync(server.Scene.Messenger.LatestCode(ApprovalScene.Ada));
        await page.GetByRole(AriaRole.Button, new() { Name = "Deny: change nothing" }).ClickAsync();
        (await server.Scene.RecordAsync()).Answer.ShouldNotBeNull("the person can still answer with the latest code").Outcome.ShouldBe(ApprovalOutcome.Denied);
    }

    private static async Task<int> PressEverythingAsync(IPage page, string link, int depth)
    {
        await page.GotoAsync(link);
        var (pressed, count) = (0, await page.Locator("a, button").CountAsync());
        for (var n = 0; n < count; n++)
        {
            await page.GotoAsync(link);
            for (var level = 0; level < depth; level++)
            {
                foreach (var field in await page.Locator("input:not([type=hidden]), textarea").AllAsync())
                    await field.FillAsync("test");
                var buttons = page.Locator("a, button");
                if (await buttons.CountAsync() is 0)
                    break;
                await buttons.Nth(n % await buttons.CountAsync()).ClickAsync();
                await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                pressed++;
            }
        }

        return pressed + await SubmitEveryFormAsync(page, link);
    }

    /// <summary>As a scanner's script does it, without pressing a button; each answer is waited for, so that none is cut off by the next.</summary>
    private static async Task<int> SubmitEveryFormAsync(IPage page, string link)
    {
        await page.GotoAsync(link);
        var forms = await page.Locator("form").CountAsync();
        for (var n = 0; n < forms; n++)
        {
            await page.GotoAsync(link);
            await page.RunAndWaitForResponseAsync(
                () => page.EvaluateAsync($"HTMLFormElement.prototype.submit.call(document.forms[{n}])"), answer => answer.Request.Method == "POST");
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }

        return forms;
    }

    private static async Task TabToAsync(IPage page, string button)
    {
        for (var press = 0; press < 20; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("document.activeElement.innerText") != button)
                continue;
            (await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle")).ShouldBe("solid", "the focus is visible");
            return;
        }

        throw new InvalidOperationException($"The button '{button}' can't be reached by the Tab key.");
    }

    private static async Task<PageServer> ShowAsync(IPage page, string state)
    {
        var caller = await (state is "asking" or "code-sent" or "expired" or "bad-link" or "list" or "signed-in" ? PageCaller.AskingAsync() : PageCaller.ContainedAsync());
        if (state is "decided")
            caller = await DecidedAsync();
        if (state is "voted" or "second")
            caller = await VotedAsync();
        if (state is "rich")
            caller = new(await RichIncident.SceneAsync());
        if (state is "undo-running")
            await caller.Scene.Records.AppendAsync(caller.Scene.Incident.Id, caller.Now, Core.Stage.RollBack, "Answer", ApprovalScene.Grace, "Asked for undo 1 of the containment.", CancellationToken.None);
        if (state is "undo-leased")
            await caller.Scene.LeaseAsync(72);
        if (state is "undone")
            await caller.Scene.StepAsync("Restored", "");
        if (state is "expired")
            caller.Now = ApprovalScene.Deadline.AddHours(1);
        var server = await PageServer.StartAsync(caller);
        if (state is "list" || state.StartsWith("signed-in", StringComparison.Ordinal))
        {
            await SignInAsync(page, server, caller);
            await page.GotoAsync(state is "list" ? $"{server.Url}/incidents" : $"{server.Url}/incidents/{caller.Scene.Incident.Id}");
            return server;
        }

        var token = state is "bad-link" ? "a.b.c" : state.StartsWith("undo", StringComparison.Ordinal) || state is "contained"
            ? await caller.Scene.UndoTokenAsync(ApprovalScene.Ada)
            : await caller.Scene.AnswerTokenAsync(state is "second" ? ApprovalScene.Grace : ApprovalScene.Ada);
        await page.GotoAsync(ApprovalLinks.Address(server.Url, caller.Scene.Incident.Id, token));
        if (state is "code-sent")
            await page.GetByRole(AriaRole.Button, new() { Name = "Send me a one-time code" }).ClickAsync();
        return server;
    }

    private static async Task SignInAsync(IPage page, PageServer server, PageCaller caller)
    {
        foreach (var (number, at) in new[] { (1, caller.Now.AddHours(-1)), (2, caller.Now.AddDays(-1)) })
            await caller.Scene.Records.OpenAsync(Some.Incident(Some.KeyFinding(), id: $"INC-20260114-000000000000000{number}") with { OpenedAt = at }, CancellationToken.None);
        await caller.SignInAsync(ApprovalScene.Ada);
        await page.GotoAsync($"{server.Url}/session");
        caller.Cookies = [];
    }

    private static async Task<PageCaller> VotedAsync()
    {
        PageCaller caller = new(await ApprovalScene.SetAsync(quorum: 2));
        await caller.DecideAsync("approve");
        return caller;
    }

    private static async Task<PageCaller> DecidedAsync()
    {
        var caller = await PageCaller.AskingAsync();
        await caller.DecideAsync("approve");
        return caller;
    }
}
