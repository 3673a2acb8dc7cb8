namespace IncidentResponder.Core.Approve;

/// <summary>The rules by which an answer counts. They are checked at the click, against what is stored, by the server's clock.</summary>
public static class ApprovalRules
{
    /// <summary>
    /// Judges a visit. The order: who, then what stands already, then whether the plan is the one shown, then the time.
    /// The plan is compared three ways: as the link says, as the question says, and as it is stored now.
    /// </summary>
    public static ApprovalVerdict Judge(ApprovalVisit visit)
    {
        if (visit.Record is not { Approval: { } question, Decision: { } decision })
            return new ApprovalVerdict.NotAsked();
        if (Approvers.Refusal(visit, question.Approvers) is { } refusal)
            return refusal;
        if (visit.Record.Answer is { } answer)
            return new ApprovalVerdict.AlreadyDecided(answer);
        if (visit.Claims.PlanDigest != question.PlanDigest || PlanDigest.Of(decision.Plan) != question.PlanDigest)
            return new ApprovalVerdict.PlanChanged();
        return visit.Now < question.Deadline
            ? new ApprovalVerdict.Accept(question)
            : new ApprovalVerdict.TooLate(question.Deadline);
    }
}
