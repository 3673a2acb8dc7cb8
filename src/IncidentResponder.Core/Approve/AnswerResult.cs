namespace IncidentResponder.Core.Approve;

/// <summary>What answering brought.</summary>
public abstract record AnswerResult
{
    private AnswerResult()
    {
    }

    /// <summary>An answer stands: this one, or the one that came before it.</summary>
    /// <param name="Decision">What stands.</param>
    /// <param name="Reply">Whether the state machine took it; if it could not be reached it reads the answer when the question expires.</param>
    public sealed record Stands(ApprovalDecision Decision, WorkflowReply Reply) : AnswerResult;

    /// <summary>An approval is counted, and more people must approve.</summary>
    /// <param name="Tally">The count.</param>
    public sealed record Counted(ApprovalTally Tally) : AnswerResult;

    /// <summary>The person has no approval that could be taken back.</summary>
    public sealed record NothingToTakeBack : AnswerResult;

    /// <summary>The rules refuse it; nothing was recorded.</summary>
    /// <param name="Verdict">Why.</param>
    public sealed record Refused(ApprovalVerdict Verdict) : AnswerResult;

    /// <summary>The code is not right; nothing was decided.</summary>
    /// <param name="Check">What is wrong with it.</param>
    public sealed record CodeRefused(CodeCheck Check) : AnswerResult;
}
