using IncidentResponder.Core.Approve;
using IncidentResponder.Testing;
using Microsoft.Playwright;

namespace IncidentResponder.Functions.Tests.Page;

/// <summary>A scanner of mails that opens, runs, presses and submits whatever it finds.</summary>
public sealed class ScannerTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
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
}
