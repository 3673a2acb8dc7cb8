using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Page;

/// <summary>The incident's page for those who have signed in.</summary>
public sealed class SessionTests
{
    private const string Linus = "linus@example.com";

    [Theory]
    [InlineData("approve", ApprovalOutcome.Granted)]
    [InlineData("deny", ApprovalOutcome.Denied)]
    public async Task Decision_FreshSession_NeedsNoCodeAndIsNamedInTheLedger(string decision, ApprovalOutcome outcome)
    {
        var caller = await SignedInAsync(ApprovalScene.Ada);
        var page = await caller.LookAsync();
        page.StatusCode.ShouldBe(200);
        page.Body!.ShouldContain("no code is needed");
        page.Body!.ShouldNotContain("name=\"code\"");

        (await caller.PostAsync("decision", new() { ["token"] = TokenIn(page.Body!), ["decision"] = decision })).StatusCode.ShouldBe(200);
        var record = await caller.Scene.RecordAsync();
        record.Answer.ShouldNotBeNull().ShouldSatisfyAllConditions(
            answer => answer.Outcome.ShouldBe(outcome),
            answer => answer.By.ShouldBe(ApprovalScene.Ada),
            answer => answer.Channel.ShouldBe("sign-in"));
        caller.Scene.Messenger.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(59, 200)]
    [InlineData(60, 422)]
    [InlineData(null, 422)]
    public async Task Decision_ProofAnHourOldOrUnknown_NeedsTheCode(int? minutesAgo, int status)
    {
        var caller = await SignedInAsync(ApprovalScene.Ada, minutesAgo);
        var page = (await caller.LookAsync()).Body!;
        page.Contains("Send me a one-time code", StringComparison.Ordinal).ShouldBe(status != 200);

        (await caller.PostAsync("decision", new() { ["token"] = TokenIn(page), ["decision"] = "approve" })).StatusCode.ShouldBe(status);
        ((await caller.Scene.RecordAsync()).Answer is not null).ShouldBe(status == 200);
    }

    [Fact]
    public async Task Decision_OldSessionWithACode_IsTaken()
    {
        var caller = await SignedInAsync(ApprovalScene.Ada, 300);
        var token = TokenIn((await caller.LookAsync()).Body!);
        await caller.PostAsync("code", new() { ["token"] = token });

        (await caller.PostAsync("decision", new() { ["token"] = token, ["code"] = caller.Scene.Messenger.LatestCode(ApprovalScene.Ada), ["decision"] = "deny" })).StatusCode.ShouldBe(200);
        (await caller.Scene.RecordAsync()).Answer!.Outcome.ShouldBe(ApprovalOutcome.Denied);
    }

    [Fact]
    public async Task Undo_FreshSession_NeedsNoCode()
    {
        var caller = await PageCaller.ContainedAsync();
        await caller.SignInAsync(ApprovalScene.Grace);
        var page = (await caller.LookAsync()).Body!;
        page.ShouldContain("Undo the containment of");

        (await caller.PostAsync("undo", new() { ["token"] = TokenIn(page) })).Body!.ShouldContain("The undo is running.");
        caller.Scene.Workflow.Started.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task HandOn_FreshSession_NeedsNoCode()
    {
        var caller = await SignedInAsync(ApprovalScene.Ada);
        (await caller.PostAsync("hand-on", new() { ["token"] = TokenIn((await caller.LookAsync()).Body!), ["to"] = Linus })).StatusCode.ShouldBe(200);
        (await caller.Scene.RecordAsync()).Approval!.Approvers.ShouldBe([ApprovalScene.Grace, Linus]);
    }

    [Fact]
    public async Task Look_PersonWhoWasNotAsked_SeesItAndCanDoNothing()
    {
        var caller = await SignedInAsync(Linus);
        var page = await caller.LookAsync();

        page.StatusCode.ShouldBe(200);
        page.Body!.ShouldContain("ModifyNetworkInterfaceAttribute");
        page.Body!.ShouldNotContain("name=\"token\"");
        page.Body!.ShouldContain("Signed in as linus@example.com.");
        var token = await caller.Scene.AnswerTokenAsync(Linus);
        (await caller.PostAsync("decision", new() { ["token"] = token, ["decision"] = "approve" })).StatusCode.ShouldBe(403);
        (await caller.Scene.RecordAsync()).Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Look_IncidentAboutThePerson_IsNone()
    {
        PageCaller caller = new(await ApprovalScene.SetAsync(finding: Some.Finding(principal: Some.User("ada"))));
        await caller.SignInAsync(ApprovalScene.Ada);

        (await caller.LookAsync()).StatusCode.ShouldBe(404);
        (await caller.LookAsync(export: "json")).StatusCode.ShouldBe(404);
        (await caller.ListAsync("2026-01-14")).Body!.ShouldNotContain(caller.Scene.Incident.Id.Value);
        (await caller.PostAsync("decision", new() { ["token"] = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada), ["decision"] = "deny" })).StatusCode.ShouldBe(403);
        (await caller.Scene.RecordAsync()).Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Link_OfAnother_DoesNothingForWhoHasSignedIn()
    {
        var caller = await SignedInAsync(ApprovalScene.Grace);
        var forwarded = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada);

        var page = await caller.GetAsync(forwarded);
        page.StatusCode.ShouldBe(403);
        page.Body!.ShouldContain("You are signed in as grace@example.com");
        (await caller.PostAsync("decision", new() { ["token"] = forwarded, ["decision"] = "approve" })).StatusCode.ShouldBe(403);
        (await caller.PostAsync("code", new() { ["token"] = forwarded })).StatusCode.ShouldBe(403);
        caller.Scene.Messenger.Sent.ShouldBeEmpty();
        (await caller.Scene.RecordAsync()).Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Link_OfTheSamePersonByAnotherAddress_NeedsNoCode()
    {
        var caller = await PageCaller.AskingAsync();
        caller.Scene.Roll = ApproverRoll.Of(new([new Person { Address = ApprovalScene.Ada, OtherAddresses = ["ada.private@example.net"] }]), ApprovalScene.Ada, ApprovalScene.Grace);
        await caller.SignInAsync("ada.private@example.net");

        (await caller.PostAsync("decision", new() { ["token"] = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada), ["decision"] = "approve" })).StatusCode.ShouldBe(200);
        (await caller.Scene.RecordAsync()).Answer!.By.ShouldBe(ApprovalScene.Ada);
    }

    [Fact]
    public async Task Session_NotGood_DoesNothing()
    {
        var caller = await SignedInAsync(ApprovalScene.Ada);
        var (good, token) = (caller.Cookies, await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada));
        foreach (var (what, cookies) in new (string, string[])[]
        {
            ("none", []),
            ("empty", ["__Host-incident-session="]),
            ("another key", [$"__Host-incident-session={new string('A', 43)}"]),
            ("twice", [.. good, .. good]),
            ("another name", [good[1].Replace("__Host-", "", StringComparison.Ordinal)]),
            ("cut", [good[1][..^1]]),
        })
        {
            caller.Cookies = cookies;
            (await caller.LookAsync()).StatusCode.ShouldBe(303, what);
            (await caller.ListAsync()).StatusCode.ShouldBe(303, what);
            (await caller.PostAsync("decision", new() { ["token"] = token, ["decision"] = "approve" })).StatusCode.ShouldBe(422, what);
        }

        (caller.Cookies, caller.Now) = (good, caller.Now.AddHours(8));
        (await caller.LookAsync()).Headers!["location"].ShouldBe($"/sign-in?incident={caller.Scene.Incident.Id}");
        (await caller.Scene.RecordAsync()).Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Session_PersonTakenOutOfThePolicy_DoesNothing()
    {
        var caller = await PageCaller.AskingAsync();
        caller.Scene.Roll = ApproverRoll.Of(People.None, ApprovalScene.Grace);
        await caller.SignInAsync(ApprovalScene.Ada);

        (await caller.LookAsync()).StatusCode.ShouldBe(303);
        (await caller.ListAsync()).StatusCode.ShouldBe(303);
        (await caller.PostAsync("decision", new() { ["token"] = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada), ["decision"] = "approve" })).StatusCode.ShouldBe(403);
        (await caller.Scene.RecordAsync()).Answer.ShouldBeNull();
    }

    [Theory]
    [InlineData("cross-site", true, 403)]
    [InlineData("same-site", true, 403)]
    [InlineData("same-origin", false, 403)]
    public async Task Post_ByAnotherSiteOrWithoutTheFormsToken_DecidesNothing(string site, bool token, int status)
    {
        var caller = await SignedInAsync(ApprovalScene.Ada);
        Dictionary<string, string> fields = new() { ["decision"] = "approve" };
        if (token)
            fields["token"] = TokenIn((await caller.LookAsync()).Body!);

        (await caller.PostAsync("decision", fields, new() { ["content-type"] = "application/x-www-form-urlencoded", ["sec-fetch-site"] = site })).StatusCode.ShouldBe(status);
        (await caller.Scene.RecordAsync()).Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Post_PlanOfAnEarlierLook_IsNotApproved()
    {
        var caller = await SignedInAsync(ApprovalScene.Ada);
        var token = TokenIn((await caller.LookAsync()).Body!);
        var decision = (await caller.Scene.RecordAsync()).Decision!;
        var plan = decision.Plan with { Steps = [decision.Plan.Steps[0] with { Title = "Isolate another" }] };
        await caller.Scene.Records.ReplaceDecisionAsync(caller.Scene.Incident.Id, decision with { Plan = plan });
        await caller.Scene.Records.KeepQuestionAsync(caller.Scene.Incident.Id, (await caller.Scene.RecordAsync()).Approval! with { PlanDigest = PlanDigest.Of(plan), Revision = 1 }, default);

        (await caller.PostAsync("decision", new() { ["token"] = token, ["decision"] = "approve" })).StatusCode.ShouldBe(409);
        (await caller.PostAsync("decision", new() { ["token"] = TokenIn((await caller.LookAsync()).Body!), ["decision"] = "approve" })).StatusCode.ShouldBe(200);
    }

    [Fact]
    public async Task Get_ThousandOfWhoHasSignedIn_DecideNothing()
    {
        var caller = await SignedInAsync(ApprovalScene.Ada);
        var before = await caller.Scene.RecordAsync();
        for (var n = 0; n < 1000; n++)
        {
            var method = (n % 3) switch { 0 => "GET", 1 => "HEAD", _ => "OPTIONS" };
            (await (n % 2 == 0 ? caller.LookAsync(method) : caller.ListAsync(method: method))).StatusCode.ShouldBe(n % 3 == 2 ? 204 : 200);
        }

        (await caller.Scene.RecordAsync()).ShouldBe(before);
        caller.Scene.Messenger.Sent.ShouldBeEmpty();
        caller.Scene.Workflow.Completed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("json")]
    [InlineData("ocsf")]
    public async Task Export_BySession_IsGiven(string file)
    {
        var caller = await SignedInAsync(Linus);
        (await caller.LookAsync()).Body!.ShouldContain($"href=\"/incidents/{caller.Scene.Incident.Id}?as={file}\"");
        var export = await caller.LookAsync(export: file);

        export.StatusCode.ShouldBe(200);
        Encoding.UTF8.GetString(Convert.FromBase64String(export.Body!)).ShouldContain(caller.Scene.Incident.Id.Value);
    }

    [Theory]
    [InlineData(ResponseMode.NotifyOnly)]
    [InlineData(ResponseMode.ContainNow)]
    public async Task Look_IncidentAboutWhichNobodyIsAsked_IsShown(ResponseMode mode)
    {
        PageCaller caller = new(await ApprovalScene.SetAsync(mode: mode));
        await caller.SignInAsync(ApprovalScene.Ada);
        var page = await caller.LookAsync();

        page.StatusCode.ShouldBe(200);
        Parse(page.Body!).QuerySelectorAll(".notice").Length.ShouldBe(1, "nothing but how it stands");
    }

    [Fact]
    public async Task Look_IncidentThatIsNotDecidedYet_IsShown()
    {
        var caller = await SignedInAsync(ApprovalScene.Ada);
        var fresh = Some.Incident(id: "INC-20260114-0000000000000001");
        await caller.Scene.Records.OpenAsync(fresh, default);
        var page = await caller.LookAsync(incident: fresh.Id.Value);

        page.StatusCode.ShouldBe(200);
        page.Body!.ShouldContain("It is being decided what to do.");
    }

    [Theory]
    [InlineData("INC-20260114-ffffffffffffffff", 404)]
    [InlineData("../../etc", 404)]
    public async Task Look_NoSuchIncident_SaysSo(string incident, int status) =>
        (await (await SignedInAsync(ApprovalScene.Ada)).LookAsync(incident: incident)).StatusCode.ShouldBe(status);

    private static async Task<PageCaller> SignedInAsync(string address, int? minutesAgo = 1)
    {
        var caller = await PageCaller.AskingAsync();
        await caller.SignInAsync(address, minutesAgo);
        return caller;
    }

    private static IHtmlDocument Parse(string page) => new HtmlParser().ParseDocument(page);

    private static string TokenIn(string page) => Parse(page).QuerySelector("input[name=token]")?.GetAttribute("value") ?? throw new InvalidOperationException("The page has no form with a token.");
}
