using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Page;

public sealed class ApprovalPageTests
{
    [Theory]
    [InlineData("approve", ApprovalOutcome.Granted, "Approved by ada@example.com")]
    [InlineData("deny", ApprovalOutcome.Denied, "Denied by ada@example.com")]
    public async Task Decision_TokenAndCode_IsRecordedAndShown(string decision, ApprovalOutcome outcome, string words)
    {
        var caller = await PageCaller.AskingAsync();
        var response = await caller.DecideAsync(decision);

        response.StatusCode.ShouldBe(200);
        response.Body!.ShouldContain(words);
        response.Body!.ShouldNotContain("<form");
        (await caller.Scene.RecordAsync()).Answer.ShouldNotBeNull().Outcome.ShouldBe(outcome);
        caller.Scene.Workflow.Completed.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Decision_Repeated_ShowsWhatStands()
    {
        var caller = await PageCaller.AskingAsync();
        await caller.DecideAsync("deny");
        var token = await caller.Scene.AnswerTokenAsync(ApprovalScene.Grace);
        var repeat = await caller.PostAsync("decision", new() { ["token"] = token, ["code"] = "12345678", ["decision"] = "approve" });

        repeat.StatusCode.ShouldBe(200);
        repeat.Body!.ShouldContain("Denied by ada@example.com");
        (await caller.Scene.RecordAsync()).Answer!.Outcome.ShouldBe(ApprovalOutcome.Denied);
    }

    [Fact]
    public async Task Get_Thousand_DecideNothing()
    {
        var caller = await PageCaller.AskingAsync();
        var token = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada);
        var before = await caller.Scene.RecordAsync();
        for (var n = 0; n < 1000; n++)
            (await caller.GetAsync(token, (n % 3) switch { 0 => "GET", 1 => "HEAD", _ => "OPTIONS" })).StatusCode.ShouldBe(n % 3 == 2 ? 204 : 200);

        (await caller.Scene.RecordAsync()).ShouldBe(before);
        caller.Scene.Messenger.Sent.ShouldBeEmpty();
        caller.Scene.Workflow.Completed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cross-site", null, null, 403)]
    [InlineData("same-site", "https://page.example.com", null, 403)]
    [InlineData(null, null, null, 403)]
    [InlineData(null, "null", null, 403)]
    [InlineData(null, "https://evil.example", null, 403)]
    [InlineData(null, "http://page.example.com", null, 403)]
    [InlineData(null, "https://page.example.com.evil.example", null, 403)]
    [InlineData(null, "https://page.example.com:8443", null, 403)]
    [InlineData("none", null, null, 422)]
    [InlineData(null, "https://page.example.com", null, 422)]
    [InlineData("same-origin", null, "application/json", 415)]
    [InlineData("same-origin", null, "text/plain", 415)]
    [InlineData("same-origin", null, "", 415)]
    [InlineData("same-origin", null, "application/x-www-form-urlencoded; charset=UTF-8", 422)]
    public async Task Post_Origin_MustBeThisPage(string? site, string? origin, string? type, int status)
    {
        var caller = await PageCaller.AskingAsync();
        var headers = new Dictionary<string, string> { ["Content-Type"] = type ?? "application/x-www-form-urlencoded" };
        if (site is not null)
            headers["Sec-Fetch-Site"] = site;
        if (origin is not null)
            headers["Origin"] = origin;
        var fields = new Dictionary<string, string> { ["token"] = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada), ["decision"] = "approve" };

        (await caller.PostAsync("decision", fields, headers)).StatusCode.ShouldBe(status);
        (await caller.Scene.RecordAsync()).Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Post_TooLargeOrTwiceTheField_IsRefused()
    {
        var caller = await PageCaller.AskingAsync();
        var token = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada);

        (await caller.PostAsync("decision", new() { ["token"] = token, ["comment"] = new string('x', 9000) })).StatusCode.ShouldBe(413);
        (await caller.PostAsync("decision", new() { ["token"] = token, ["decision"] = "maybe" })).StatusCode.ShouldBe(400);
        (await caller.PostAsync("erase", new() { ["token"] = token })).StatusCode.ShouldBe(404);
        (await caller.GetAsync(token, "DELETE")).StatusCode.ShouldBe(405);
    }

    [Fact]
    public async Task Link_NotGood_TellsNothing()
    {
        var caller = await PageCaller.AskingAsync();
        var other = await ApprovalScene.SetAsync("INC-20260114-0000000000000000");
        var token = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada);
        foreach (var bad in new[] { "", "x", "a.b.c", token + "x", await other.AnswerTokenAsync(ApprovalScene.Ada) })
        {
            var response = await caller.GetAsync(bad);
            response.StatusCode.ShouldBe(403);
            response.Body!.ShouldNotContain("i-0a1b2c3d");
            (await caller.PostAsync("decision", new() { ["token"] = bad, ["code"] = "12345678", ["decision"] = "approve" })).StatusCode.ShouldBe(403);
        }

        (await caller.GetAsync(token, incident: "../../etc")).StatusCode.ShouldBe(403);
        (await caller.GetAsync(await other.AnswerTokenAsync(ApprovalScene.Ada), incident: other.Incident.Id.Value)).StatusCode.ShouldBe(403, "no such incident is kept");
    }

    [Fact]
    public async Task Approver_RemovedOrTheFindingsOwn_IsToldWhoMay()
    {
        var caller = new PageCaller(await ApprovalScene.SetAsync(finding: Some.Finding(principal: Some.User("ada"))));
        var response = await caller.GetAsync(await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada));

        response.StatusCode.ShouldBe(403);
        response.Body!.ShouldContain("Those who may: grace@example.com.");
        response.Body!.ShouldNotContain("ModifyNetworkInterfaceAttribute");
        (await caller.PostAsync("code", new() { ["token"] = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada) })).StatusCode.ShouldBe(403);
        caller.Scene.Messenger.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-1, 200)]
    [InlineData(0, 410)]
    [InlineData(1, 410)]
    public async Task Decision_AroundTheDeadline_IsExact(int seconds, int status)
    {
        var caller = await PageCaller.AskingAsync();
        caller.Now = ApprovalScene.Deadline.AddMinutes(-5);
        var token = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada);
        await caller.PostAsync("code", new() { ["token"] = token });
        caller.Now = ApprovalScene.Deadline.AddSeconds(seconds);
        var response = await caller.PostAsync("decision", new() { ["token"] = token, ["code"] = caller.Scene.Messenger.LatestCode(ApprovalScene.Ada), ["decision"] = "approve" });

        response.StatusCode.ShouldBe(status);
        ((await caller.Scene.RecordAsync()).Answer is not null).ShouldBe(status == 200);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(7, false)]
    public async Task Page_ByTheQuestionsLinkDaysAfterTheDeadline_OffersTheUndoAndNoAnswer(int days, bool offered)
    {
        var caller = await PageCaller.ContainedAsync();
        caller.Now = ApprovalScene.Deadline.AddDays(days);
        var body = (await caller.GetAsync(await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada))).Body!;

        body.Contains("Undo the containment of", StringComparison.Ordinal).ShouldBe(offered);
        body.ShouldNotContain("value=\"approve\"");
    }

    [Fact]
    public async Task Code_FourthWithinTenMinutes_IsHeldBack()
    {
        var caller = await PageCaller.AskingAsync();
        var token = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada);
        for (var n = 0; n < 3; n++)
            (await caller.PostAsync("code", new() { ["token"] = token })).StatusCode.ShouldBe(200);

        (await caller.PostAsync("code", new() { ["token"] = token })).StatusCode.ShouldBe(429);
        caller.Scene.Messenger.Sent.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Decision_PlanChanged_IsRefused()
    {
        var caller = await PageCaller.AskingAsync();
        var token = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada, new string('0', 64));

        (await caller.GetAsync(token)).Body!.ShouldContain("The plan has changed");
        (await caller.PostAsync("code", new() { ["token"] = token })).StatusCode.ShouldBe(409);
        (await caller.PostAsync("decision", new() { ["token"] = token, ["code"] = "12345678", ["decision"] = "approve" })).StatusCode.ShouldBe(409);
    }

    [Fact]
    public async Task Undo_FromTheSamePage_NeedsItsOwnCodeAndStartsOnce()
    {
        var caller = await PageCaller.ContainedAsync();
        var page = await caller.GetAsync(await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada));
        var undo = page.Body!.Split("name=\"token\" value=\"")[1].Split('"')[0];
        (await caller.PostAsync("undo", new() { ["token"] = undo, ["code"] = "00000000" })).StatusCode.ShouldBe(422);
        (await caller.PostAsync("code", new() { ["token"] = undo })).Body!.ShouldContain("A code is on its way to ada@example.com");
        var fields = new Dictionary<string, string> { ["token"] = undo, ["code"] = caller.Scene.Messenger.LatestCode(ApprovalScene.Ada) };

        (await caller.PostAsync("undo", fields)).Body!.ShouldContain("The undo is running.");
        (await caller.PostAsync("undo", fields)).Body!.ShouldContain("The undo is running.");
        caller.Scene.Workflow.Started.ShouldHaveSingleItem().Key.ShouldBe($"{caller.Scene.Incident.Id}-undo-1");
        (await caller.Scene.RecordAsync()).Ledger.Count(e => e is { Stage: Stage.RollBack, Kind: "Answer" }).ShouldBe(1);
    }

    [Fact]
    public async Task Keep_LeasedContainment_RenewsItAndLeavesTheUndo()
    {
        var caller = await PageCaller.ContainedAsync();
        await caller.Scene.LeaseAsync(72);
        var token = await caller.Scene.UndoTokenAsync(ApprovalScene.Ada);
        (await caller.GetAsync(token)).Body!.ShouldContain("Keep it for another 3 days");
        (await caller.PostAsync("keep", new() { ["token"] = token, ["code"] = "00000000" })).StatusCode.ShouldBe(422);
        await caller.PostAsync("code", new() { ["token"] = token });

        var kept = await caller.PostAsync("keep", new() { ["token"] = token, ["code"] = caller.Scene.Messenger.LatestCode(ApprovalScene.Ada) });

        kept.Body!.ShouldContain("The containment is kept.");
        kept.Body!.ShouldContain("Undo the containment of");
        (await caller.Scene.RecordAsync()).Closure.ShouldNotBeNull().Lease.ShouldBe(new(2, caller.Now.AddHours(72)));
        caller.Scene.Workflow.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keep_WithoutALease_ChangesNothing()
    {
        var caller = await PageCaller.ContainedAsync();
        var token = await caller.Scene.UndoTokenAsync(ApprovalScene.Ada);

        (await caller.GetAsync(token)).Body!.ShouldNotContain("Keep it");
        (await caller.PostAsync("keep", new() { ["token"] = token, ["code"] = "00000000" })).StatusCode.ShouldBe(409);
    }

    [Fact]
    public async Task Undo_WithALinkThatAnswers_StartsNothing()
    {
        var caller = await PageCaller.ContainedAsync();
        var token = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada);

        (await caller.PostAsync("undo", new() { ["token"] = token, ["code"] = "12345678" })).StatusCode.ShouldBe(409);
        caller.Scene.Workflow.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_Response_BearsTheHeadersAndALiveNonce()
    {
        var caller = await PageCaller.AskingAsync();
        var token = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada);
        var nonces = new HashSet<string>();
        foreach (var response in new[] { await caller.GetAsync(token), await caller.GetAsync("bad"), await caller.PostAsync("code", new() { ["token"] = token }), await caller.GetAsync(token, "OPTIONS") })
        {
            var headers = response.Headers!;
            var nonce = headers["content-security-policy"].Split("'nonce-")[1].Split('\'')[0];
            nonces.Add(nonce).ShouldBeTrue("a nonce is used once");
            headers["content-security-policy"].ShouldBe($"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
            headers["strict-transport-security"].ShouldContain("63072000");
            headers["x-content-type-options"].ShouldBe("nosniff");
            headers["referrer-policy"].ShouldBe("no-referrer");
            headers["cache-control"].ShouldBe("no-store");
            headers["cross-origin-opener-policy"].ShouldBe("same-origin");
            headers["cross-origin-resource-policy"].ShouldBe("same-origin");
            headers["permissions-policy"].ShouldContain("camera=()");
            headers["x-robots-tag"].ShouldContain("noindex");
            if (response.Body is { Length: > 0 } body)
                body.ShouldContain($"<style nonce=\"{System.Net.WebUtility.HtmlEncode(nonce).Replace("+", "&#x2B;")}\">");
        }
    }

    [Fact]
    public async Task Severity_EachLabel_IsInWords()
    {
        foreach (var severity in Enum.GetValues<Severity>())
        {
            var caller = new PageCaller(await ApprovalScene.SetAsync(finding: Some.Finding(severity: severity)));
            (await caller.GetAsync(await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada))).Body!.ShouldContain($"{severity} severity");
        }
    }
}
