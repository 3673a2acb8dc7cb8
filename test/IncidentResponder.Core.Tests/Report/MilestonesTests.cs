using CsCheck;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Report;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Report;

public sealed class MilestonesTests
{
    private static readonly DateTimeOffset Opened = Some.Moment.AddMinutes(5);

    [Fact]
    public async Task Of_WholeResponse_HasEachMomentAndSpan()
    {
        var milestones = Milestones.Of(await RichIncident.RecordAsync());

        milestones.Known.Select(one => (one.Name, (one.At - Opened).TotalSeconds)).ShouldBe(
        [
            ("Activity seen", -900), ("Received", 0), ("Notified", 20), ("Asked", 60), ("Acknowledged", 100), ("Decided", 180),
            ("First effect", 198), ("Verified contained", 205), ("Closed", 530),
        ]);
        milestones.Spans.Select(span => (span.Name, span.Length.TotalSeconds)).ShouldBe(
            [("TimeToQuestion", 960), ("TimeToNotify", 20), ("TimeToAcknowledge", 40), ("TimeToDecide", 180), ("TimeToContain", 205), ("TimeToClose", 530)]);
        milestones.Spans.Select(span => span.Name).ShouldBe(Milestones.SpanNames);
    }

    [Fact]
    public async Task Of_CheckThatLaterSawItOpen_IsNotContained()
    {
        var scene = await RichIncident.SceneAsync();
        await AppendAsync(scene, 540, Stage.Verify, "Verification", "responder", "Check 4 of step 1: StillOpen: eni-0a1b2c3d is in sg-0a1b2c3d");

        Milestones.Of(await scene.RecordAsync()).Contained.ShouldBeNull();
    }

    [Fact]
    public async Task Of_TwoStepsOneUnchecked_IsNotContained()
    {
        var record = await RichIncident.RecordAsync();
        var plan = record.Decision!.Plan;
        var two = record with { Decision = record.Decision with { Plan = plan with { Steps = [.. plan.Steps, plan.Steps[0] with { Number = 2 }] } } };

        Milestones.Of(two).Contained.ShouldBeNull();
    }

    [Fact]
    public async Task Of_RefusedChangeAndUnsentNotice_AreNoMilestones()
    {
        var record = await RichIncident.RecordAsync();
        var without = record with
        {
            Steps = [],
            Ledger = [.. record.Ledger.Where(entry => !entry.Text.EndsWith(": done", StringComparison.Ordinal) && !entry.Text.Contains(" was sent to ", StringComparison.Ordinal))],
        };

        var milestones = Milestones.Of(without);
        milestones.FirstEffect.ShouldBeNull();
        milestones.Notified.ShouldBeNull();
    }

    [Theory]
    [InlineData("Question was not sent to ada@example.com: Opened was sent to all: x")]
    [InlineData("x: Opened was sent to all: x")]
    public async Task Of_MessageWhoseTextOnlySaysSent_IsNotNotified(string text)
    {
        var scene = await ApprovalScene.SetAsync();
        await AppendAsync(scene, 1, Stage.Notify, "Message", "responder", text);

        Milestones.Of(await scene.RecordAsync()).Notified.ShouldBeNull();
    }

    [Fact]
    public async Task Of_NobodyAnswered_IsDecidedAndNotAcknowledged()
    {
        var scene = await ApprovalScene.SetAsync();
        await scene.Records.KeepAnswerAsync(scene.Incident.Id, new() { Outcome = ApprovalOutcome.Expired, By = "nobody", At = ApprovalScene.Deadline, PlanDigest = scene.Digest }, default);

        var milestones = Milestones.Of(await scene.RecordAsync());
        milestones.Acknowledged.ShouldBeNull();
        milestones.Decided.ShouldBe(ApprovalScene.Deadline);
    }

    [Fact]
    public async Task Of_PolicyDecidedAlone_IsDecidedByItAndNeverAsked()
    {
        var milestones = Milestones.Of(await (await ApprovalScene.SetAsync(mode: ResponseMode.ContainNow)).RecordAsync());

        milestones.Decided.ShouldBe(Some.Moment.AddMinutes(5));
        milestones.Asked.ShouldBeNull();
        milestones.Acknowledged.ShouldBeNull();
    }

    [Fact]
    public async Task Of_UndoneAndClosedAgain_KeepsTheFirstEndAndTellsTheUndo()
    {
        var scene = await RichIncident.SceneAsync();
        await scene.StepAsync("Restored", "");
        await AppendAsync(scene, 4000, Stage.RollBack, "Outcome", ApprovalScene.Ada, "Restored, asked for by ada@example.com (undo-1): Step 1: Restored: as before");
        await scene.Records.KeepClosureAsync(scene.Incident.Id, new() { Outcome = "Undone", Summary = "Undone.", At = Opened.AddSeconds(4010) }, default);
        await AppendAsync(scene, 4010, Stage.Close, "Outcome", "responder", "Undone: The containment was undone.");

        var milestones = Milestones.Of(await scene.RecordAsync());
        milestones.Closed.ShouldBe(Opened.AddSeconds(535));
        milestones.Undone.ShouldBe(Opened.AddSeconds(4000));
    }

    [Fact]
    public async Task Of_DetectorsClockAhead_LeavesTheEventOut()
    {
        var scene = await ApprovalScene.SetAsync(finding: Some.Finding() with { CreatedAt = Some.Moment.AddHours(1) });

        var milestones = Milestones.Of(await scene.RecordAsync());
        milestones.Event.ShouldBeNull();
        milestones.Spans.ShouldNotContain(span => span.Name == "TimeToQuestion");
    }

    [Theory]
    [InlineData(-2, 0)]
    [InlineData(-1, 0)]
    [InlineData(1, 1)]
    public async Task Of_MessageAroundTheOpening_CountsAtOnceWithinTheSkew(int seconds, int counted)
    {
        var scene = await ApprovalScene.SetAsync();
        await AppendAsync(scene, seconds, Stage.Notify, "Message", "responder", "Opened was sent to all: x");

        Milestones.Of(await scene.RecordAsync()).Notified.ShouldBe(Opened.AddSeconds(counted));
    }

    [Fact]
    public async Task Of_MessageLongBeforeTheOpening_IsLeftOut()
    {
        var scene = await ApprovalScene.SetAsync();
        await AppendAsync(scene, -3, Stage.Notify, "Message", "responder", "Opened was sent to all: x");

        Milestones.Of(await scene.RecordAsync()).Notified.ShouldBeNull();
    }

    [Fact]
    public async Task Of_AnyLedgerAtAnyTimes_IsMonotoneOrAbsent()
    {
        var rich = await RichIncident.RecordAsync();
        Gen.Select(Gen.Int[-600, 6000].Array[rich.Ledger.Length], Gen.Int[-600, 6000].Array[8], Gen.Bool, Gen.Bool, Gen.Bool).Sample((entries, others, asked, ended, undone) =>
        {
            var record = rich with
            {
                Incident = rich.Incident with { Finding = rich.Incident.Finding with { FirstSeen = At(others[0]) } },
                Decision = rich.Decision! with { At = At(others[1]) },
                Approval = asked ? rich.Approval! with { AskedAt = At(others[2]) } : null,
                Answer = ended ? rich.Answer! with { At = At(others[3]) } : null,
                Steps = [.. rich.Steps.Select(step => step with { At = At(others[4]), State = undone ? "Restored" : "Changed" })],
                Closure = rich.Closure! with { At = At(others[5]), Outcome = undone ? "Undone" : "Contained" },
                Ledger = [.. rich.Ledger.Select((entry, place) => entry with { At = At(entries[place]) })],
            };
            IsMonotone(Milestones.Of(record));
        });
    }

    private static void IsMonotone(Milestones one)
    {
        Follows(one.Received, one.Event);
        Follows(one.Notified, one.Received);
        Follows(one.Asked, one.Received);
        Follows(one.Acknowledged, one.Asked);
        Follows(one.Decided, one.Received, one.Asked, one.Acknowledged);
        Follows(one.FirstEffect, one.Decided);
        Follows(one.Contained, one.Decided, one.FirstEffect);
        Follows(one.Closed, one.Received, one.Decided, one.FirstEffect, one.Contained);
        Follows(one.Undone, one.Decided, one.FirstEffect);
        one.Spans.ShouldAllBe(span => span.Length >= TimeSpan.Zero);
        one.Known.Select(milestone => milestone.At).ShouldBeInOrder();
    }

    private static void Follows(DateTimeOffset? later, params DateTimeOffset?[] earlier) =>
        earlier.ShouldAllBe(one => later == null || one == null || later >= one);

    private static DateTimeOffset At(int seconds) => Opened.AddSeconds(seconds);

    private static Task<LedgerEntry> AppendAsync(ApprovalScene scene, int seconds, Stage stage, string kind, string actor, string text) =>
        scene.Records.AppendAsync(scene.Incident.Id, Opened.AddSeconds(seconds), stage, kind, actor, text, default);
}
