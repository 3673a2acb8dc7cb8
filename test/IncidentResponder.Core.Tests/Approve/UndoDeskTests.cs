using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Approve;

public sealed class UndoDeskTests
{
    [Fact]
    public async Task Take_RightCode_StartsOneRollBackAndNotesWhoAsked()
    {
        var scene = await ContainedAsync();

        (await TakeAsync(scene)).ShouldBe(new UndoResult.Started(1));
        scene.Workflow.Started.ShouldHaveSingleItem().ShouldBe(new KeyValuePair<string, string>($"{scene.Incident.Id}-undo-1", ApprovalScene.Ada));
        (await scene.RecordAsync()).Ledger.Count(e => e is { Stage: Stage.RollBack, Kind: "Answer", Actor: ApprovalScene.Ada }).ShouldBe(1);
        (await scene.Undos.TakeAsync(await scene.VisitAsync(ApprovalScene.Grace, purpose: LinkPurpose.Undo), null, CancellationToken.None)).ShouldBe(new UndoResult.Started(1), "a repeat shows what runs");
    }

    [Fact]
    public async Task Take_WithoutCodeOrWithALinkThatAnswers_StartsNothing()
    {
        var scene = await ContainedAsync();
        var visit = await scene.VisitAsync(ApprovalScene.Ada, purpose: LinkPurpose.Undo);
        await scene.Codes.SendAsync(visit, CancellationToken.None);
        var code = scene.Messenger.LatestCode(ApprovalScene.Ada);

        (await scene.Undos.TakeAsync(visit, null, CancellationToken.None)).ShouldBeOfType<UndoResult.CodeRefused>();
        (await scene.Undos.TakeAsync(visit, code == "0000 0000" ? "00000001" : "00000000", CancellationToken.None)).ShouldBeOfType<UndoResult.CodeRefused>();
        (await scene.Undos.TakeAsync(await scene.VisitAsync(ApprovalScene.Ada), code, CancellationToken.None)).ShouldBeOfType<UndoResult.Refused>();
        scene.Workflow.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task Take_StateMachineDown_StartsNothingAndCanBeAskedAgain()
    {
        var scene = await ContainedAsync();
        scene.Workflow.Broken = true;
        (await TakeAsync(scene)).ShouldBeOfType<UndoResult.Unreachable>();
        scene.Workflow.Broken = false;

        (await TakeAsync(scene)).ShouldBe(new UndoResult.Started(1));
        scene.Workflow.Started.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Take_AfterAnUndoStoppedOnDrift_StartsTheNextNumber()
    {
        var scene = await ContainedAsync();
        await TakeAsync(scene);
        await scene.Records.AppendAsync(scene.Incident.Id, ApprovalScene.InTime, Stage.RollBack, "Outcome", "responder", "Drifted.", CancellationToken.None);
        await scene.StepAsync("Drifted");

        (await TakeAsync(scene)).ShouldBe(new UndoResult.Started(2));
    }

    [Fact]
    public async Task Judge_UndoWithoutEnd_IsOfferedAgainAfterAnHour()
    {
        var scene = await ContainedAsync();
        await TakeAsync(scene);

        UndoRules.Judge(await scene.VisitAsync(ApprovalScene.Ada, ApprovalScene.InTime.AddMinutes(59), LinkPurpose.Undo)).ShouldBe(new UndoVerdict.Running(1, ApprovalScene.Ada, ApprovalScene.InTime));
        UndoRules.Judge(await scene.VisitAsync(ApprovalScene.Ada, ApprovalScene.InTime.AddMinutes(60), LinkPurpose.Undo)).ShouldBe(new UndoVerdict.Offer(2));
    }

    [Theory]
    [InlineData("Changed", typeof(UndoVerdict.Offer))]
    [InlineData("Partial", typeof(UndoVerdict.Offer))]
    [InlineData("Drifted", typeof(UndoVerdict.Offer))]
    [InlineData("Started", typeof(UndoVerdict.NothingToUndo))]
    [InlineData("AlreadySafe", typeof(UndoVerdict.NothingToUndo))]
    [InlineData("Refused", typeof(UndoVerdict.NothingToUndo))]
    [InlineData("Restored", typeof(UndoVerdict.Undone))]
    public async Task Judge_StepState_DecidesWhetherThereIsSomethingToUndo(string state, Type verdict)
    {
        var scene = await ApprovalScene.SetAsync(mode: ResponseMode.ContainNow);
        await scene.StepAsync(state);

        UndoRules.Judge(await scene.VisitAsync(ApprovalScene.Ada, purpose: LinkPurpose.Undo)).ShouldBeOfType(verdict);
    }

    [Fact]
    public async Task Judge_Stranger_IsRefused()
    {
        var scene = await ContainedAsync();

        UndoRules.Judge(await scene.VisitAsync("mallory@example.com", purpose: LinkPurpose.Undo)).ShouldBeOfType<UndoVerdict.NotAllowed>();
    }

    private static async Task<ApprovalScene> ContainedAsync()
    {
        var scene = await ApprovalScene.SetAsync(mode: ResponseMode.ContainNow);
        await scene.StepAsync();
        return scene;
    }

    private static async Task<UndoResult> TakeAsync(ApprovalScene scene)
    {
        var visit = await scene.VisitAsync(ApprovalScene.Ada, purpose: LinkPurpose.Undo);
        await scene.Codes.SendAsync(visit, CancellationToken.None);
        return await scene.Undos.TakeAsync(visit, scene.Messenger.LatestCode(ApprovalScene.Ada), CancellationToken.None);
    }
}
