using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Approve;

public sealed class ApprovalRulesTests
{
    [Theory]
    [InlineData(-1000, true)]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(1000, false)]
    public async Task Judge_AroundTheDeadline_IsExactByTheServerClock(int milliseconds, bool accepted)
    {
        var scene = await ApprovalScene.SetAsync();
        var verdict = ApprovalRules.Judge(await scene.VisitAsync(ApprovalScene.Ada, ApprovalScene.Deadline.AddMilliseconds(milliseconds)));

        if (accepted)
            verdict.ShouldBeOfType<ApprovalVerdict.Accept>();
        else
            verdict.ShouldBe(new ApprovalVerdict.TooLate(ApprovalScene.Deadline));
    }

    [Fact]
    public async Task Judge_Stranger_IsRefusedWithThoseWhoMay()
    {
        var scene = await ApprovalScene.SetAsync();
        var verdict = ApprovalRules.Judge(await scene.VisitAsync("mallory@example.com"));

        verdict.ShouldBeOfType<ApprovalVerdict.NotAnApprover>().WhoMay.ShouldBe([ApprovalScene.Ada, ApprovalScene.Grace]);
    }

    [Fact]
    public async Task Judge_ApproverRemovedAfterTheMail_IsRefused()
    {
        var scene = await ApprovalScene.SetAsync();
        await scene.AskAsync(ApprovalScene.Grace);

        ApprovalRules.Judge(await scene.VisitAsync(ApprovalScene.Ada)).ShouldBeOfType<ApprovalVerdict.NotAnApprover>().WhoMay.ShouldBe([ApprovalScene.Grace]);
    }

    [Theory]
    [InlineData("ada", "AIDACKCEVSQ6C2EXAMPLE")]
    [InlineData("Ada@Example.com", null)]
    [InlineData("responder", "AROACKCEVSQ6C2EXAMPLE:ada@example.com")]
    [InlineData("responder", "AROACKCEVSQ6C2EXAMPLE:ADA")]
    public async Task Judge_FindingIsAboutTheApprover_IsRefused(string name, string? principalId)
    {
        var principal = Some.User(name) with { PrincipalId = principalId };
        var scene = await ApprovalScene.SetAsync(finding: Some.Finding(principal: principal));

        ApprovalRules.Judge(await scene.VisitAsync(ApprovalScene.Ada)).ShouldBeOfType<ApprovalVerdict.NotAnApprover>().WhoMay.ShouldBe([ApprovalScene.Grace]);
        ApprovalRules.Judge(await scene.VisitAsync(ApprovalScene.Grace)).ShouldBeOfType<ApprovalVerdict.Accept>();
    }

    [Fact]
    public async Task Judge_LinkShowedAnotherPlan_IsRefused()
    {
        var scene = await ApprovalScene.SetAsync();

        ApprovalRules.Judge(await scene.VisitAsync(ApprovalScene.Ada, digest: new string('0', 64))).ShouldBeOfType<ApprovalVerdict.PlanChanged>();
    }

    [Fact]
    public async Task Judge_StoredPlanDiffersFromTheQuestion_IsRefused()
    {
        var scene = await ApprovalScene.SetAsync();
        var visit = await scene.VisitAsync(ApprovalScene.Ada);
        var decision = visit.Record.Decision!;
        var plan = decision.Plan with { StateBefore = decision.Plan.StateBefore.SetItem("eni-0a1b2c3d groups", "sg-other") };

        ApprovalRules.Judge(visit with { Record = visit.Record with { Decision = decision with { Plan = plan } } }).ShouldBeOfType<ApprovalVerdict.PlanChanged>();
    }

    [Fact]
    public async Task Judge_AnsweredBefore_ShowsWhatStandsEvenAfterTheDeadline()
    {
        var scene = await ApprovalScene.SetAsync();
        var answer = new ApprovalDecision { Outcome = ApprovalOutcome.Denied, By = ApprovalScene.Grace, At = ApprovalScene.InTime, PlanDigest = scene.Digest };
        await scene.Records.KeepAnswerAsync(scene.Incident.Id, answer, CancellationToken.None);

        ApprovalRules.Judge(await scene.VisitAsync(ApprovalScene.Ada, ApprovalScene.Deadline.AddHours(1))).ShouldBe(new ApprovalVerdict.AlreadyDecided(answer));
    }

    [Fact]
    public async Task Judge_NothingAsked_IsRefused()
    {
        var scene = await ApprovalScene.SetAsync(mode: Core.Decide.ResponseMode.ContainNow);

        ApprovalRules.Judge(await scene.VisitAsync(ApprovalScene.Ada)).ShouldBeOfType<ApprovalVerdict.NotAsked>();
    }

    [Fact]
    public void PlanDigest_AnyChange_IsAnotherDigest()
    {
        var plan = ApprovalScene.PlanFor(Some.Incident());
        var step = plan.Steps[0];
        string[] digests =
        [
            PlanDigest.Of(plan),
            PlanDigest.Of(plan with { Steps = [] }),
            PlanDigest.Of(plan with { Steps = [step with { Calls = step.Calls.RemoveAt(0) }] }),
            PlanDigest.Of(plan with { Steps = [step with { Target = step.Target with { Account = AccountId.Parse("123456789012") } }] }),
            PlanDigest.Of(plan with { StateBefore = plan.StateBefore.Remove("Auto Scaling group") }),
            PlanDigest.Of(plan with { Incident = IncidentId.Parse("INC-other") }),
        ];

        digests.Distinct().Count().ShouldBe(digests.Length);
        PlanDigest.Of(ApprovalScene.PlanFor(Some.Incident())).ShouldBe(digests[0]);
    }

    [Theory]
    [InlineData("Role", null, null)]
    [InlineData("AssumedRole", "web-role", "AROACKCEVSQ6C2EXAMPLE:i-0a1b2c3d4e5f67890")]
    public void IsSubject_OtherPrincipal_IsNot(string kind, string? name, string? id) =>
        Approvers.IsSubject(new FindingPrincipal { Kind = kind, Name = name, PrincipalId = id }, ApprovalScene.Ada, People.None).ShouldBeFalse();
}
