using IncidentResponder.Core.Approve;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Approve;

public sealed class AnswerDeskTests
{
    [Theory]
    [InlineData(true, ApprovalOutcome.Granted)]
    [InlineData(false, ApprovalOutcome.Denied)]
    public async Task Take_RightCode_RecordsAndCompletesTheTask(bool approve, ApprovalOutcome outcome)
    {
        var scene = await ApprovalScene.SetAsync();
        var result = await TakeAsync(scene, approve, comment: "  Seen.\r\n\u202eGo\u0000 ");

        result.ShouldBeOfType<AnswerResult.Stands>().Reply.ShouldBe(WorkflowReply.Taken);
        var answer = (await scene.RecordAsync()).Answer.ShouldNotBeNull();
        (answer.Outcome, answer.By, answer.At, answer.PlanDigest, answer.Comment).ShouldBe((outcome, ApprovalScene.Ada, ApprovalScene.InTime, scene.Digest, "Seen. Go"));
        scene.Workflow.Completed.ShouldHaveSingleItem().Value.ShouldBe($$"""{"outcome":"{{outcome}}","by":"ada@example.com"}""");
    }

    [Fact]
    public async Task Take_WithoutCode_DecidesNothing()
    {
        var scene = await ApprovalScene.SetAsync();
        var visit = await scene.VisitAsync(ApprovalScene.Ada);
        foreach (var code in new[] { null, "", "yes", "00000000" })
            (await scene.Answers.TakeAsync(visit, new(true, code, null), CancellationToken.None)).ShouldBeOfType<AnswerResult.CodeRefused>();

        (await scene.RecordAsync()).Answer.ShouldBeNull();
        scene.Workflow.Completed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Take_UndoLink_DecidesNothing()
    {
        var scene = await ApprovalScene.SetAsync();
        await scene.Codes.SendAsync(await scene.VisitAsync(ApprovalScene.Ada), CancellationToken.None);
        var visit = await scene.VisitAsync(ApprovalScene.Ada, purpose: LinkPurpose.Undo);

        (await scene.Answers.TakeAsync(visit, new(true, scene.Messenger.LatestCode(ApprovalScene.Ada), null), CancellationToken.None)).ShouldBeOfType<AnswerResult.Refused>();
        (await scene.RecordAsync()).Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Take_StateMachineDown_KeepsTheAnswerAndARepeatDeliversIt()
    {
        var scene = await ApprovalScene.SetAsync();
        scene.Workflow.Broken = true;
        (await TakeAsync(scene, approve: false)).ShouldBeOfType<AnswerResult.Stands>().Reply.ShouldBe(WorkflowReply.Unreachable);
        (await scene.RecordAsync()).Answer.ShouldNotBeNull().Outcome.ShouldBe(ApprovalOutcome.Denied);
        scene.Workflow.Broken = false;

        (await scene.Answers.TakeAsync(await scene.VisitAsync(ApprovalScene.Ada), new(true, null, null), CancellationToken.None))
            .ShouldBeOfType<AnswerResult.Stands>().Decision.Outcome.ShouldBe(ApprovalOutcome.Denied);
        scene.Workflow.Completed.ShouldHaveSingleItem().Value.ShouldContain("Denied");
    }

    [Fact]
    public async Task Take_AfterExpiryWasRecorded_ShowsTheExpiryAndCompletesNothing()
    {
        var scene = await ApprovalScene.SetAsync();
        await scene.Records.KeepAnswerAsync(scene.Incident.Id, new() { Outcome = ApprovalOutcome.Expired, By = "nobody", At = ApprovalScene.Deadline, PlanDigest = scene.Digest }, CancellationToken.None);

        (await scene.Answers.TakeAsync(await scene.VisitAsync(ApprovalScene.Ada), new(true, "12345678", null), CancellationToken.None))
            .ShouldBeOfType<AnswerResult.Stands>().Decision.Outcome.ShouldBe(ApprovalOutcome.Expired);
        scene.Workflow.Completed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task Take_ManyAtOnce_GivesOneOutcome(int clickers)
    {
        for (var round = 0; round < 50; round++)
        {
            var scene = await ApprovalScene.SetAsync();
            string[] people = [.. Enumerable.Range(0, clickers).Select(n => $"person{n}@example.com")];
            await scene.AskAsync(people);
            var visits = new List<(ApprovalVisit Visit, string Code)>();
            foreach (var person in people)
            {
                await scene.Codes.SendAsync(await scene.VisitAsync(person), CancellationToken.None);
                visits.Add((await scene.VisitAsync(person), scene.Messenger.LatestCode(person)));
            }

            var results = await Task.WhenAll(visits.Select((v, n) => Task.Run(() =>
                scene.Answers.TakeAsync(v.Visit, new((n + round) % 2 == 0, v.Code, null), CancellationToken.None))));

            var kept = (await scene.RecordAsync()).Answer.ShouldNotBeNull();
            results.ShouldAllBe(r => ((AnswerResult.Stands)r).Decision == kept);
            scene.Workflow.Completed.ShouldHaveSingleItem().Value.ShouldContain(kept.Outcome.ToString());
            (await scene.RecordAsync()).Ledger.Count(e => e.Kind == "Answer").ShouldBe(1);
        }
    }

    private static async Task<AnswerResult> TakeAsync(ApprovalScene scene, bool approve, string? comment = null)
    {
        var visit = await scene.VisitAsync(ApprovalScene.Ada);
        await scene.Codes.SendAsync(visit, CancellationToken.None);
        return await scene.Answers.TakeAsync(visit, new(approve, scene.Messenger.LatestCode(ApprovalScene.Ada), comment), CancellationToken.None);
    }
}
