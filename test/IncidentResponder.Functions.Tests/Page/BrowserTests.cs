using IncidentResponder.Core.Approve;
using IncidentResponder.Testing;
using Microsoft.Playwright;

namespace IncidentResponder.Functions.Tests.Page;

/// <summary>People at the page.</summary>
public sealed class BrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
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
        await using var server = await PageState.ShowAsync(page, "code-sent");
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
        await using var server = await PageState.ShowAsync(page, "second");
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
        await using var server = await PageState.ShowAsync(page, "voted");
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
        await using var server = await PageState.ShowAsync(page, "asking");
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
        await using var server = await PageState.ShowAsync(page, "contained");
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
        await using var server = await PageState.ShowAsync(page, "list");
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
        await using var server = await PageState.ShowAsync(page, state);

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
        await using var server = await PageState.ShowAsync(page, "asking");
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
}
