using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using IncidentResponder.Core.Approve;
using IncidentResponder.Functions.Page;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Page;

public sealed class PageMarkupTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Page_Asking_ShowsWhatIsNeededToDecide()
    {
        var document = Parse(Render(await VisitAsync(), answer: true));

        document.QuerySelector("h1")!.TextContent.ShouldBe("Isolate i-0a1b2c3d4e5f67890 from the network?");
        document.QuerySelector("header")!.TextContent.ShouldContain("High severity");
        document.QuerySelector("header")!.TextContent.ShouldContain("Answer by 2026-01-14 02:28:31 UTC, 13 minutes from now.");
        document.QuerySelector("pre")!.TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(4);
        document.Body!.TextContent.ShouldContain("What may break:");
        document.Body!.TextContent.ShouldContain("How to undo:");
        document.Body!.TextContent.ShouldContain("Not known: Load balancer targets");
        document.QuerySelectorAll("form").Select(f => f.GetAttribute("action")).ShouldBe(["/incidents/INC-20260114-8c1f0a2b9d3e4f50/code", "/incidents/INC-20260114-8c1f0a2b9d3e4f50/decision"]);
        document.QuerySelectorAll("form").ShouldAllBe(f => f.GetAttribute("method") == "post");
    }

    [Fact]
    public async Task Page_OneOfTwoApproved_SaysWhoAndWhenAndStillAsks()
    {
        var visit = await VisitAsync();
        var vote = new ApprovalDecision { Outcome = ApprovalOutcome.Granted, By = ApprovalScene.Grace, At = ApprovalScene.InTime, PlanDigest = "" };
        var record = visit.Record with { Steps = [], Approval = visit.Record.Approval! with { Quorum = 2 }, Votes = [vote] };
        var document = Parse(Render(visit with { Record = record }, answer: true));

        document.QuerySelector("header")!.TextContent.ShouldContain("Nothing was changed yet: 1 of 2 approved, by grace@example.com at 2026-01-14 02:15:31 UTC.");
        document.QuerySelectorAll("form").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Page_AnyState_IsSmallWholeAndWithoutScript()
    {
        foreach (var text in HostileText.Few)
            await CheckAsync(text);
    }

    [Fact]
    public async Task Page_NaughtyStrings_NeverBecomeMarkup()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_VECTORS");
        Assert.SkipUnless(folder is { Length: > 0 }, "INCIDENT_RESPONDER_VECTORS is not set: the big list of naughty strings was not run.");
        var strings = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(Path.Combine(folder!, "naughty-strings", "blns.json")))!;
        var largest = 0;
        foreach (var text in strings)
            largest = Math.Max(largest, await CheckAsync(text));
        output.WriteLine($"{strings.Length} naughty strings in every place of 3 pages; the largest page had {largest} bytes.");
    }

    private static async Task<int> CheckAsync(string text)
    {
        var plain = await VisitAsync();
        var calm = plain with { Record = HostileText.Poison(plain.Record, "calm") };
        var poisoned = plain with { Record = HostileText.Poison(plain.Record, text) };
        var largest = 0;
        foreach (var (answer, undo) in new[] { (true, false), (false, true), (false, false) })
        {
            var page = Render(poisoned, answer, undo);
            var document = Parse(page);
            Elements(document).ShouldBe(Elements(Parse(Render(calm, answer, undo))), $"the text changes the page's elements: {text[..Math.Min(80, text.Length)]}");
            document.QuerySelectorAll("script, img, iframe, object, embed, link, base").ShouldBeEmpty();
            document.All.SelectMany(e => e.Attributes).Where(a => a.Name.StartsWith("on", StringComparison.Ordinal) || a.Name == "style").ShouldBeEmpty();
            document.QuerySelectorAll("[href]").Select(e => e.GetAttribute("href")).ShouldAllBe(href => href == "#answer");
            document.QuerySelectorAll("[id]").Select(e => e.Id).ShouldBeUnique();
            largest = Math.Max(largest, Encoding.UTF8.GetByteCount(page));
        }

        largest.ShouldBeLessThan(100_000);
        return largest;
    }

    private static async Task<ApprovalVisit> VisitAsync()
    {
        var scene = await ApprovalScene.SetAsync();
        await scene.StepAsync();
        for (var n = 0; n < 40; n++)
            await scene.Records.AppendAsync(scene.Incident.Id, ApprovalScene.InTime, Core.Stage.Notify, "Message", "responder", $"Message {n}.", CancellationToken.None);
        return await scene.VisitAsync(ApprovalScene.Ada);
    }

    private static string Render(ApprovalVisit visit, bool answer = false, bool undo = false) => IncidentPage.Render(new()
    {
        Visit = visit,
        AnswerToken = answer ? "a.b.c" : null,
        UndoToken = undo ? "d.e.f" : null,
        Path = $"/incidents/{visit.Id}",
        Nonce = "n0nce",
    }).ToString();

    // Empty places may leave out a line of text, so only the names of elements in order are compared.
    private static string Elements(IParentNode document) => string.Join(' ', document.QuerySelectorAll("*").Select(e => e.LocalName).Where(n => n is not ("p" or "strong" or "br" or "dd")));

    private static AngleSharp.Html.Dom.IHtmlDocument Parse(string page) => new HtmlParser().ParseDocument(page);
}
