using System.Text.Json.Nodes;
using IncidentResponder.Core.Approve;
using IncidentResponder.Functions.Tests.Page;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Slack;

/// <summary>What comes of pressing a button in Slack, and of pretending to.</summary>
public sealed class SlackPressTests
{
    private const string Ada = "U0ADA";
    private const string Grace = "U0GRACE";

    [Theory]
    [InlineData("approve", ApprovalOutcome.Granted)]
    [InlineData("deny", ApprovalOutcome.Denied)]
    public async Task Press_ByAnApprover_IsTheirAnswerAndTheCardShowsIt(string button, ApprovalOutcome outcome)
    {
        await using var rig = await SlackRig.AskingAsync();
        await rig.PressAsync(Ada, button);

        var answer = (await rig.Scene.RecordAsync()).Answer.ShouldNotBeNull();
        (answer.Outcome, answer.By, answer.Channel).ShouldBe((outcome, ApprovalScene.Ada, "slack"));
        rig.Scene.Workflow.Completed.ShouldHaveSingleItem();
        rig.StandIn.Workspace.CardOf(rig.Scene.Incident.Id.Value).Buttons.ShouldNotContain("approve");
        rig.Whispers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Request_ForgedUnsignedOrOld_IsUnknownAndNothingIsHandedOn()
    {
        await using var rig = await SlackRig.AskingAsync();
        var right = rig.Request(Ada, "approve");
        (await rig.SendAsync(rig.Request(Ada, "approve", secret: "another-secret"))).ShouldBe(401);
        (await rig.SendAsync((right.Body, ("", "")))).ShouldBe(401);
        (await rig.SendAsync((right.Body[..^1], right.Signed))).ShouldBe(401);
        rig.Now = rig.Now.AddSeconds(301);
        (await rig.SendAsync(right)).ShouldBe(401);
        rig.Now = rig.Now.AddSeconds(-602);
        (await rig.SendAsync(right)).ShouldBe(401);

        rig.Queue.Wishes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Request_SignedByTheFormerSecret_IsTaken()
    {
        await using var rig = await SlackRig.AskingAsync();
        (await rig.SendAsync(rig.Request(Ada, "approve", secret: "example-former-secret"))).ShouldBe(200);
        rig.Queue.Wishes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Request_Replayed_IsTakenOnce()
    {
        await using var rig = await SlackRig.AskingAsync();
        var request = rig.Request(Ada, "approve");
        for (var times = 0; times < 5; times++)
            (await rig.SendAsync(request)).ShouldBe(200);

        rig.Queue.Wishes.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("api_app_id")]
    [InlineData("team")]
    [InlineData("channel")]
    public async Task Request_OfAnotherAppWorkspaceOrChannel_IsRefused(string member)
    {
        await using var rig = await SlackRig.AskingAsync();
        var request = rig.Request(Ada, "approve", payload => payload[member] = member switch
        {
            "api_app_id" => "A0ANOTHER",
            "team" => new JsonObject { ["id"] = "T0ANOTHER" },
            _ => new JsonObject { ["id"] = "C0ANOTHER" },
        });

        (await rig.SendAsync(request)).ShouldBe(403);
        rig.Queue.Wishes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Request_SlackNotSetUpOrQueueDown_SaysSoByItsStatus()
    {
        await using var rig = await SlackRig.AskingAsync();
        var request = rig.Request(Ada, "approve");
        rig.Queue.SignalIsLost = true;
        (await rig.SendAsync(request)).ShouldBe(503);
        rig.IsSetUp = false;
        (await rig.SendAsync(request)).ShouldBe(404);
    }

    [Theory]
    [InlineData("U0MALLORY", "Guests of this workspace")]
    [InlineData("U0BOT", "Apps")]
    [InlineData("U0GONE", "deactivated")]
    [InlineData("U0EVE", "not confirmed")]
    public async Task Press_BySomebodyWhoIsNobody_IsRefusedToThemAlone(string user, string why)
    {
        await using var rig = await SlackRig.AskingAsync();
        await rig.PressAsync(user, "approve");

        rig.Whispers.ShouldHaveSingleItem().ShouldSatisfyAllConditions(one => one.To.ShouldBe(user), one => one.Text.ShouldContain(why));
        (await rig.Scene.RecordAsync()).Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Press_ByWhomTheFindingIsAbout_IsRefusedUnderEachOfTheirNames()
    {
        var scene = await ApprovalScene.SetAsync(finding: Some.Finding(principal: Some.User("countess")));
        scene.Roll = ApproverRoll.Of(new([new Person { Address = ApprovalScene.Ada, Principals = ["countess"], SlackUser = Ada }]), ApprovalScene.Ada, ApprovalScene.Grace);
        await using var rig = await SlackRig.AskingAsync(scene);
        await rig.PressAsync(Ada, "approve");

        rig.Whispers.ShouldHaveSingleItem().Text.ShouldContain("The finding is about countess");
        rig.Whispers.Single().Text.ShouldContain("grace@example");
        (await rig.Scene.RecordAsync()).Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Press_ByAnApproverWhoWasTakenOutOfThePolicy_IsRefused()
    {
        await using var rig = await SlackRig.AskingAsync();
        rig.Scene.Roll = ApproverRoll.Of(People.None, ApprovalScene.Grace);
        await rig.PressAsync(Ada, "approve");

        rig.Whispers.ShouldHaveSingleItem().Text.ShouldContain("no longer");
        (await rig.Scene.RecordAsync()).Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Press_OnACardOfAnotherPlan_IsRefused()
    {
        await using var rig = await SlackRig.AskingAsync();
        await rig.PressAsync(Ada, "approve", digest: new string('f', 64));

        rig.Whispers.ShouldHaveSingleItem().Text.ShouldContain("The plan has changed");
        (await rig.Scene.RecordAsync()).Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Press_AfterTheDeadline_IsTooLateByTheServersClock()
    {
        await using var rig = await SlackRig.AskingAsync();
        rig.Now = ApprovalScene.Deadline;
        await rig.PressAsync(Ada, "approve");

        rig.Whispers.ShouldHaveSingleItem().Text.ShouldContain("too late");
        (await rig.Scene.RecordAsync()).Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Press_ByOnePersonBySlackAndPage_CountsOnceAndCanBeTakenBack()
    {
        var scene = await ApprovalScene.SetAsync(quorum: 2);
        await using var rig = await SlackRig.AskingAsync(scene);
        await new PageCaller(scene).DecideAsync("approve");
        await rig.PressAsync(Ada, "approve");
        (await scene.RecordAsync()).Votes.ShouldHaveSingleItem().Channel.ShouldBe("page");

        await rig.PressAsync(Ada, "withdraw");
        (await scene.RecordAsync()).Votes.ShouldBeEmpty();
        await rig.PressAsync(Ada, "approve");
        await rig.PressAsync(Grace, "approve");
        (await scene.RecordAsync()).Answer.ShouldNotBeNull().By.ShouldBe("ada@example.com and grace@example.com");
    }

    [Fact]
    public async Task Press_Details_IsAPersonalLinkToThemAlone()
    {
        await using var rig = await SlackRig.AskingAsync();
        await rig.PressAsync(Grace, "details");
        await rig.PressAsync("U0MALLORY", "details");

        var whispers = rig.Whispers.ToArray();
        whispers.Select(one => one.To).ShouldBe([Grace, "U0MALLORY"]);
        var token = whispers[0].Text.Split("?t=")[1].Split('|')[0];
        (await rig.Scene.Reader.ReadAsync(token, rig.Scene.Incident.Id, rig.Now, default)).ShouldBeOfType<LinkReading.Valid>().Claims.Approver.ShouldBe(ApprovalScene.Grace);
        whispers[1].Text.ShouldNotContain("?t=");
    }

    [Fact]
    public async Task Press_UndoTwice_StartsOneRollBack()
    {
        var caller = await PageCaller.ContainedAsync();
        await using var rig = await SlackRig.AskingAsync(caller.Scene);
        var request = rig.Request(Grace, "undo");
        (await rig.SendAsync(request)).ShouldBe(200);
        await rig.WorkAsync();
        rig.Now = rig.Now.AddSeconds(1);
        (await rig.SendAsync(rig.Request(Ada, "undo"))).ShouldBe(200);
        await rig.WorkAsync();

        caller.Scene.Workflow.Started.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Press_UndoOnACardThatWasLeftForAWeek_StartsNothing()
    {
        var caller = await PageCaller.ContainedAsync();
        await using var rig = await SlackRig.AskingAsync(caller.Scene);
        await caller.Scene.LeaseAsync(72);
        rig.Now = ApprovalScene.InTime + LinkTerm.UndoWindow;
        await rig.PressAsync(Grace, "undo");

        caller.Scene.Workflow.Started.ShouldBeEmpty();
        rig.Whispers.ShouldHaveSingleItem().Text.ShouldContain("ir undo");
    }
}
