using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Close;
using IncidentResponder.Core.Decide;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Approve;

public sealed class LeaseDeskTests
{
    private static readonly DateTimeOffset Later = ApprovalScene.InTime.AddHours(72);

    [Fact]
    public async Task Take_RightCode_RenewsFromNowAndNotesWhoAsked()
    {
        var scene = await LeasedAsync();

        (await TakeAsync(scene)).ShouldBe(new LeaseResult.Kept(Later));

        var record = await scene.RecordAsync();
        record.Closure.ShouldNotBeNull().Lease.ShouldBe(new ContainmentLease(2, Later));
        record.Steps.ShouldAllBe(step => step.State == "Changed");
        record.Ledger.Count(e => e is { Stage: Stage.Close, Kind: "Answer", Actor: ApprovalScene.Ada }).ShouldBe(1);
        scene.Workflow.Leases.ShouldBe([new($"{scene.Incident.Id}-lease-2", Later)]);
        scene.Workflow.Started.ShouldBeEmpty("nothing is undone");
    }

    [Fact]
    public async Task Take_TwoWhoSawTheSameLease_RenewItOnce()
    {
        var scene = await LeasedAsync();
        var (ada, grace) = (await scene.VisitAsync(ApprovalScene.Ada, purpose: LinkPurpose.Undo), await scene.VisitAsync(ApprovalScene.Grace, purpose: LinkPurpose.Undo));

        (await TakeAsync(scene, ada)).ShouldBe(new LeaseResult.Kept(Later));
        (await TakeAsync(scene, grace)).ShouldBe(new LeaseResult.Kept(Later));

        scene.Workflow.Leases.Count.ShouldBe(1);
        (await scene.RecordAsync()).Ledger.Count(e => e is { Stage: Stage.Close, Kind: "Answer" }).ShouldBe(1);
    }

    [Fact]
    public async Task Take_WithoutACode_ChangesNothing()
    {
        var scene = await LeasedAsync();
        var visit = await scene.VisitAsync(ApprovalScene.Ada, purpose: LinkPurpose.Undo);

        (await scene.Leases.TakeAsync(visit, null, CancellationToken.None)).ShouldBeOfType<LeaseResult.CodeRefused>();
        (await scene.Leases.TakeAsync(visit, "0000 0000", CancellationToken.None)).ShouldBeOfType<LeaseResult.CodeRefused>();

        (await scene.RecordAsync()).Closure.ShouldNotBeNull().Lease.ShouldNotBeNull().Number.ShouldBe(1);
    }

    [Fact]
    public async Task Take_StateMachineDown_LeavesTheLeaseAndCanBeAskedAgain()
    {
        var scene = await LeasedAsync();
        scene.Workflow.Broken = true;
        (await TakeAsync(scene)).ShouldBeOfType<LeaseResult.Unreachable>();
        (await scene.RecordAsync()).Closure.ShouldNotBeNull().Lease.ShouldNotBeNull().Number.ShouldBe(1);
        scene.Workflow.Broken = false;

        (await TakeAsync(scene)).ShouldBe(new LeaseResult.Kept(Later));
    }

    [Fact]
    public async Task Take_EarlierRequestWasCutShort_RenewsAllTheSame()
    {
        var scene = await LeasedAsync();
        await scene.Records.MarkOnceAsync(scene.Incident.Id, "lease/2", CancellationToken.None);

        (await TakeAsync(scene)).ShouldBe(new LeaseResult.Kept(Later));

        (await scene.RecordAsync()).Closure.ShouldNotBeNull().Lease.ShouldBe(new ContainmentLease(2, Later));
    }

    [Fact]
    public async Task Take_UndoneMeanwhileOrAStranger_IsRefused()
    {
        var scene = await LeasedAsync();
        (await scene.Leases.TakeAsync(await scene.VisitAsync("mallory@example.com", purpose: LinkPurpose.Undo), "00000000", CancellationToken.None))
            .ShouldBeOfType<LeaseResult.Refused>().Verdict.ShouldBeOfType<UndoVerdict.NotAllowed>();
        await scene.StepAsync("Restored");

        (await scene.Leases.TakeAsync(await scene.VisitAsync(ApprovalScene.Ada, purpose: LinkPurpose.Undo), "00000000", CancellationToken.None))
            .ShouldBeOfType<LeaseResult.Refused>().Verdict.ShouldBeOfType<UndoVerdict.Undone>();
        scene.Workflow.Leases.ShouldBeEmpty();
    }

    [Fact]
    public async Task Take_PolicyGaveNoLease_SaysThatItStands()
    {
        var scene = await ApprovalScene.SetAsync(mode: ResponseMode.ContainNow);
        await scene.StepAsync();

        (await TakeAsync(scene)).ShouldBeOfType<LeaseResult.NoLease>();
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(86399, 1)]
    [InlineData(86400, 2)]
    [InlineData(29 * 86400, 30)]
    public void QuestionDue_SecondsAfterTheEnd_CountsByTheDay(int seconds, int question) =>
        LeaseRules.QuestionDue(new(1, Later), Later.AddSeconds(seconds)).ShouldBe(question);

    private static async Task<ApprovalScene> LeasedAsync()
    {
        var scene = await ApprovalScene.SetAsync(mode: ResponseMode.ContainNow);
        await scene.LeaseAsync(72);
        return scene;
    }

    private static async Task<LeaseResult> TakeAsync(ApprovalScene scene, ApprovalVisit? seen = null)
    {
        var visit = seen ?? await scene.VisitAsync(ApprovalScene.Ada, purpose: LinkPurpose.Undo);
        await scene.Codes.SendAsync(visit, CancellationToken.None);
        return await scene.Leases.TakeAsync(visit, scene.Messenger.LatestCode(visit.Claims.Approver), CancellationToken.None);
    }
}
