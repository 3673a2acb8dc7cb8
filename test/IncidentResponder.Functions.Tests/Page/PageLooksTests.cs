using Deque.AxeCore.Playwright;
using IncidentResponder.Core.Report;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Page;

/// <summary>How the page looks in each of its states: every width, light and dark.</summary>
public sealed class PageLooksTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private static readonly string[] States = ["asking", "code-sent", "voted", "second", "decided", "contained", "undo-leased", "undo-running", "undone", "expired", "bad-link", "rich", "list", "signed-in", "signed-in-contained"];

    [Fact]
    public async Task Axe_EveryState_FindsNothing()
    {
        foreach (var dark in new[] { false, true })
            foreach (var state in dark ? ["asking", "contained", "rich"] : States)
            {
                var page = await chromium.OpenAsync(dark: dark, readPageFromOutside: true);
                await using var server = await PageState.ShowAsync(page, state);
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
                await using var server = await PageState.ShowAsync(page, state);
                await page.ScreenshotAsync(new() { Path = Repository.PathOf("artifacts", "screenshots", $"page-{state}-{width}.png"), FullPage = true });

                (await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, $"{state} scrolls sideways");
                foreach (var target in await page.Locator("button, input:not([type=hidden]), textarea, select, a").AllAsync())
                    (await target.BoundingBoxAsync())!.Height.ShouldBeGreaterThanOrEqualTo(44, $"{state}: {await target.InnerTextAsync()}");
                complaints.Where(c => !c.Contains("status of 4", StringComparison.Ordinal)).ShouldBeEmpty($"{state}: the browser complains");
                await page.Context.CloseAsync();
            }
    }
}
