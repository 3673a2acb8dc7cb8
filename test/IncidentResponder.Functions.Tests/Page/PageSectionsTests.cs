using System.Collections.Immutable;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.Functions.Page;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Page;

public sealed class PageSectionsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Plan_NotRunYet_ShowsBeforeAndWhatTheCallsMakeOfIt()
    {
        var change = Parse(Render(await (await ApprovalScene.SetAsync()).VisitAsync(ApprovalScene.Ada))).QuerySelector(".change")!;

        change.QuerySelectorAll("dt").Select(one => one.TextContent).ShouldBe(["Before, 2026-01-14 02:12:31 UTC", "Will be, by these exact calls, in order"]);
        change.QuerySelectorAll("dd").Take(2).Select(one => one.TextContent).ShouldBe(["− Auto Scaling group: web", "− eni-0a1b2c3d groups: sg-0a1b2c3d"]);
        change.QuerySelector("pre")!.TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(4);
    }

    [Fact]
    public async Task Plan_HasRun_ShowsWhatWasCapturedAndWhatIsNow()
    {
        var change = Parse(Render(await VisitAsync())).QuerySelector(".change")!;

        change.QuerySelectorAll("dt").Select(one => one.TextContent).ShouldBe(["Before, 2026-01-14 02:15:46 UTC", "Exact calls, in order", "Is now, 2026-01-14 02:16:31 UTC"]);
        change.QuerySelectorAll("dd").Select(one => one.TextContent).ShouldContain("− interfaces[1].groups: sg-0a1b2c3d, sg-1a1b2c3d");
        change.QuerySelectorAll("dd")[^1].TextContent.ShouldBe("+ Confirmed: eni-0a1b2c3d and eni-1a1b2c3d in sg-quarantine, which has no rules");
    }

    [Fact]
    public async Task Timeline_PersonWithATimeZone_HasUtcAndLocalTime()
    {
        var visit = await VisitAsync();
        var items = visit.Record.Enrichment.Items.Add(new() { Source = "Detective", Text = "Seen again", At = Some.Moment.AddMinutes(7) });
        var entries = Entries(Render(visit with { Record = visit.Record with { Enrichment = visit.Record.Enrichment with { Items = items } } }, "Europe/Zurich"));

        entries[0].ShouldStartWith("2026-01-14 02:21:26 UTC (03:21:26 in Europe/Zurich) Close: Contained:");
        entries.ShouldContain(entry => entry.StartsWith("2026-01-14 02:14:31 UTC (03:14:31 in Europe/Zurich) Detective: Seen again", StringComparison.Ordinal));
        Entries(Render(await VisitAsync(), "America/New_York"))[0].ShouldContain("(2026-01-13 21:21:26 in America/New_York)");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Middle/Nowhere")]
    [InlineData("../../etc/passwd")]
    public async Task Timeline_NoSuchTimeZone_HasUtcAlone(string? zone) =>
        Entries(Render(await VisitAsync(), zone))[0].ShouldStartWith("2026-01-14 02:21:26 UTC Close: ");

    [Fact]
    public async Task Page_PersonWhomThePolicyKnows_HasTheirTimeZone()
    {
        var scene = await RichIncident.SceneAsync();
        var roll = ApproverRoll.Of(new([new Person { Address = ApprovalScene.Ada, TimeZone = "Europe/Zurich" }]), ApprovalScene.Ada);
        var desk = new PageDesk(
            scene.Records,
            scene.Links,
            new(scene.Records, scene.Reader, null, roll),
            new(scene.Codes, scene.Answers, scene.HandOns, scene.Undos, scene.Leases));
        var reply = await desk.AnswerAsync(
            new() { Method = "GET", Incident = scene.Incident.Id.Value, Query = new Dictionary<string, string> { ["t"] = await scene.AnswerTokenAsync(ApprovalScene.Ada) }, Headers = ImmutableDictionary<string, string>.Empty, Now = ApprovalScene.InTime },
            default);

        reply.Markup.ToString().ShouldContain("in Europe/Zurich");
    }

    [Fact]
    public async Task Timeline_EveryEntry_HasATimeAndASource()
    {
        var items = Parse(Render(await VisitAsync())).QuerySelectorAll("section[aria-labelledby=timeline] li").Where(one => !one.TextContent.StartsWith("and ", StringComparison.Ordinal)).ToList();

        items.Count.ShouldBe(20);
        items.ShouldAllBe(one => one.QuerySelector("time") != null && one.QuerySelector(".source") != null);
        items.Select(one => one.QuerySelector("time")!.GetAttribute("datetime")).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public async Task Pace_WholeResponse_NamesEachMoment()
    {
        var items = Parse(Render(await VisitAsync())).QuerySelectorAll("section[aria-labelledby=pace] li").Select(one => one.TextContent).ToList();

        items.Select(one => one.Split(" 2026")[0]).ShouldBe(["Activity seen", "Received", "Notified", "Asked", "Acknowledged", "Decided", "First effect", "Verified contained", "Closed"]);
        items[7].ShouldBe("Verified contained 2026-01-14 02:15:56 UTC, 3 minutes 25 seconds after it was received");
    }

    [Fact]
    public async Task Exports_EachFile_IsLinkedByTheLinkThatWasOpened()
    {
        var view = View(await VisitAsync()) with { Files = "/incidents/INC-20260114-8c1f0a2b9d3e4f50?t=a.b.c&as=" };
        var links = Parse(IncidentPage.Render(view).ToString()).QuerySelectorAll("section[aria-labelledby=exports] a").Select(one => one.GetAttribute("href"));

        links.ShouldBe(new[] { "html", "md", "csv", "json", "ocsf" }.Select(file => $"/incidents/INC-20260114-8c1f0a2b9d3e4f50?t=a.b.c&as={file}"));
        Parse(Render(await VisitAsync())).QuerySelector("#exports").ShouldBeNull();
    }

    [Theory]
    [InlineData('<')]
    [InlineData('"')]
    [InlineData('`')]
    [InlineData('漢')]
    [InlineData('a')]
    public async Task Page_LargestRecordOfTheWorstCharacter_StaysSmallAndSaysWhatIsLeftOut(char worst)
    {
        var visit = await VisitAsync();
        var page = Render(visit with { Record = Largest(visit.Record, new string(worst, 5000)) }, "Europe/Zurich", answer: true);
        var bytes = Encoding.UTF8.GetByteCount(page);
        output.WriteLine($"Of '{worst}': {bytes} bytes.");

        bytes.ShouldBeLessThan(100_000);
        Parse(page).Body!.TextContent.ShouldContain("more calls are not shown here: read the whole plan in the record as JSON");
        Parse(page).QuerySelectorAll("button[value=approve]").Length.ShouldBe(1);
        Parse(page).QuerySelectorAll("#exports").Length.ShouldBe(1);
    }

    private static IncidentRecord Largest(IncidentRecord record, string text)
    {
        var poisoned = HostileText.Poison(record, text);
        var step = poisoned.Decision!.Plan.Steps[0] with { Calls = [.. Enumerable.Repeat(text, 20)] };
        ImmutableArray<PlanStep> steps = [.. Enumerable.Range(1, 12).Select(number => step with { Number = number })];
        return poisoned with
        {
            Findings = [.. Enumerable.Range(0, 100).Select(number => poisoned.Findings[0] with { Id = $"{number}" })],
            Decision = poisoned.Decision with
            {
                Because = [.. Enumerable.Repeat(text, 40)],
                Plan = poisoned.Decision.Plan with { Steps = steps, StateBefore = Enumerable.Range(0, 60).ToImmutableSortedDictionary(number => $"{number} {text}", _ => text) },
                Facts = poisoned.Decision.Facts with { Summary = [.. Enumerable.Repeat(text, 40)], Gaps = [.. Enumerable.Repeat(text, 40)] },
            },
            Steps = [.. steps.Select(one => poisoned.Steps[0] with { Number = one.Number })],
            Ledger = [.. Enumerable.Range(0, 20).SelectMany(_ => poisoned.Ledger)],
        };
    }

    private static async Task<ApprovalVisit> VisitAsync() => await (await RichIncident.SceneAsync()).VisitAsync(ApprovalScene.Ada);

    private static PageView View(ApprovalVisit visit) => new() { Visit = visit, Path = $"/incidents/{visit.Id}", Nonce = "n0nce" };

    private static string Render(ApprovalVisit visit, string? zone = null, bool answer = false) =>
        IncidentPage.Render(View(visit) with { TimeZone = zone, AnswerToken = answer ? "a.b.c" : null, Files = answer ? "/incidents/INC-20260114-8c1f0a2b9d3e4f50?t=a.b.c&as=" : null }).ToString();

    private static List<string> Entries(string page) => [.. Parse(page).QuerySelectorAll("section[aria-labelledby=timeline] li").Select(one => one.TextContent)];

    private static IHtmlDocument Parse(string page) => new HtmlParser().ParseDocument(page);
}
