using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Notify;

public sealed partial class NoticesTests(ITestOutputHelper output)
{
    private const string Address = "https://page.example.com/incidents/INC-20260114-8c1f0a2b9d3e4f50?t=a.b.c";

    [Fact]
    public async Task Question_ForOneApprover_SaysWhatUntilWhenAndThatOpeningDoesNothing()
    {
        var scene = await ApprovalScene.SetAsync();
        var record = await scene.RecordAsync();
        var notice = Notices.Question(record, record.Approval!, ApprovalScene.Ada, Address);

        notice.Kind.ShouldBe("Question");
        notice.Subject.ShouldBe("[High] Approve? Isolate i-0a1b2c3d4e5f67890 in 111122223333 (INC-20260114-8c1f0a2b9d3e4f50)");
        notice.Body.ShouldContain("until 2026-01-14 02:28:31 UTC");
        notice.Body.ShouldContain($"\n{Address}\n");
        notice.Body.ShouldContain("Nothing happens by opening this link.");
        notice.Body.ShouldContain("If nobody answers in time, nothing is changed.");
        notice.Body.ShouldContain("ec2:ModifyNetworkInterfaceAttribute eni-0a1b2c3d Groups=[sg-quarantine-0a1b2c3d]");
        notice.Body.ShouldContain("- Not known: Load balancer targets");
        notice.Body.ShouldNotContain("task-");
    }

    [Theory]
    [InlineData(ResponseMode.AskFirst, "The approvers are asked (ada@example.com, grace@example.com)")]
    [InlineData(ResponseMode.ContainNow, "Containment begins now")]
    [InlineData(ResponseMode.NotifyOnly, "Nothing is changed: policy says to tell people only.")]
    public async Task Opened_Mode_SaysWhatHappensNext(ResponseMode mode, string next)
    {
        var scene = await ApprovalScene.SetAsync(mode: mode);

        Notices.Opened(await scene.RecordAsync()).Body.ShouldContain(next);
    }

    [Theory]
    [InlineData("Changed", "Confirmed", "[High] Contained: ", "Contained: a check has seen that it holds.")]
    [InlineData("Changed", "StillOpen", "[High] NOT contained: ", "NOT contained. Act by hand now.")]
    [InlineData("Partial", "", "[High] Partly done: ", "Part of the plan is in effect.")]
    [InlineData("Refused", "", "[High] Refused, nothing done: ", "nothing was changed")]
    public async Task Outcome_Steps_SayWhatIsSo(string state, string verification, string subject, string sentence)
    {
        var scene = await ApprovalScene.SetAsync();
        await scene.StepAsync(state, verification);
        var notice = Notices.Outcome(await scene.RecordAsync(), Address);

        notice.Subject.ShouldStartWith(subject);
        notice.Body.ShouldContain(sentence);
        notice.Body.ShouldContain(Address);
    }

    [Fact]
    public async Task Outcome_ForAll_NamesTheLinkThatTheyHaveAndHoldsNone()
    {
        var scene = await ApprovalScene.SetAsync();
        await scene.StepAsync("Changed", "Confirmed");
        var notice = Notices.Outcome(await scene.RecordAsync(), null);

        notice.Body.ShouldContain("sees all of it, and can undo it, by the link in the question, until 2026-01-21 02:28:31 UTC");
        notice.Body.ShouldNotContain("https://");
    }

    [Fact]
    public async Task Outcome_NothingChanged_OffersNoUndo()
    {
        var scene = await ApprovalScene.SetAsync();
        await scene.StepAsync("Refused", "");

        Notices.Outcome(await scene.RecordAsync(), null).Body.ShouldContain("sees all of it by the link in the question");
    }

    [Fact]
    public async Task Asked_PlanThatPreparesFirst_NamesWhatContains()
    {
        var scene = await ApprovalScene.SetAsync();
        var record = await scene.RecordAsync();
        var isolate = record.Decision!.Plan.Steps.Single();
        var prepare = isolate with { Remediation = "Ec2/DetachAndProtectInstance", Title = "Keep i-0a1b2c3d4e5f67890" };
        var both = record with { Decision = record.Decision with { Plan = record.Decision.Plan with { Steps = [prepare, isolate with { Number = 2 }] } } };

        Notices.Asked(both).ShouldBe("Isolate i-0a1b2c3d4e5f67890 from the network and 1 more step");
    }

    [Fact]
    public async Task RolledBack_Steps_SayWhetherItIsUndone()
    {
        var scene = await ApprovalScene.SetAsync();
        await scene.StepAsync("Restored", "");
        Notices.RolledBack(await scene.RecordAsync()).Subject.ShouldStartWith("[High] Undone: Isolate");
        await scene.StepAsync("Drifted", "");
        Notices.RolledBack(await scene.RecordAsync()).Subject.ShouldStartWith("[High] NOT undone: Isolate");
    }

    [Fact]
    public async Task SelfAlarm_OfARole_SaysSoInTheSubjectAndWhatToDo()
    {
        var scene = await ApprovalScene.SetAsync();
        var notice = Notices.SelfAlarm(await scene.RecordAsync(), "incident-responder-NotifyRole-1A2B");

        notice.Subject.ShouldStartWith("[High] RESPONDER ITSELF: ");
        notice.Body.ShouldStartWith("A finding is about the incident responder itself: incident-responder-NotifyRole-1A2B.\n");
        notice.Body.ShouldContain("disable its EventBridge rules");
    }

    [Fact]
    public async Task All_SameRecord_AreTheSameBytes() => (await RenderAsync("x")).ShouldBe(await RenderAsync("x"));

    [Fact]
    public async Task All_HostileText_StaysHarmless()
    {
        foreach (var text in HostileText.Few)
            await CheckAsync(text);
    }

    [Fact]
    public async Task All_NaughtyStrings_StayHarmless()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_VECTORS");
        Assert.SkipUnless(folder is { Length: > 0 }, "INCIDENT_RESPONDER_VECTORS is not set: the big list of naughty strings was not run.");
        var strings = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(Path.Combine(folder!, "naughty-strings", "blns.json")))!;
        foreach (var text in strings)
            await CheckAsync(text);
        output.WriteLine($"{strings.Length} naughty strings through 6 kinds of notices.");
    }

    private static async Task CheckAsync(string text)
    {
        foreach (var notice in await RenderAsync(text))
        {
            notice.Subject.Length.ShouldBeInRange(1, 99);
            notice.Subject.ShouldMatch("^[ -~]+$");
            notice.Subject.ShouldContain("INC-20260114-8c1f0a2b9d3e4f50)");
            notice.Body.Length.ShouldBeLessThan(60_000);
            notice.Body.Where(c => char.IsControl(c) && c != '\n').ShouldBeEmpty();
            Unseen().IsMatch(notice.Body).ShouldBeFalse();
            Links().Matches(notice.Body).Select(m => m.Value).ShouldAllBe(link => link == Address);
            if (notice.Kind == "Code")
                notice.Body.ShouldStartWith("Your one-time code is 1234 5678\n");
            notice.Body.ShouldNotContain("\nBcc:");
        }
    }

    private static async Task<List<Notice>> RenderAsync(string text)
    {
        var scene = await ApprovalScene.SetAsync();
        await scene.StepAsync("Changed", "Confirmed");
        var visit = await scene.VisitAsync(ApprovalScene.Ada);
        var record = HostileText.Poison(visit.Record, text);
        return
        [
            Notices.Opened(record),
            Notices.SelfAlarm(record, text),
            Notices.Question(record, record.Approval!, ApprovalScene.Ada, Address),
            Notices.Code(visit with { Record = record }, "12345678", ApprovalScene.Deadline),
            Notices.Outcome(record, Address),
            Notices.RolledBack(record),
        ];
    }

    [GeneratedRegex(@"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")]
    private static partial Regex Unseen();

    [GeneratedRegex(@"\b(?!hxxps?\b)[a-z][a-z0-9+.-]*:\s?//\S*", RegexOptions.IgnoreCase)]
    private static partial Regex Links();
}
