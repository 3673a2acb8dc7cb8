using System.Collections.Immutable;

namespace IncidentResponder.Core.Approve;

/// <summary>Whether the holder of a link may answer now.</summary>
public abstract record ApprovalVerdict
{
    private ApprovalVerdict()
    {
    }

    /// <summary>The answer counts.</summary>
    /// <param name="Question">The question that it answers.</param>
    public sealed record Accept(ApprovalRequest Question) : ApprovalVerdict;

    /// <summary>The question is answered, or its time ran out; that stands.</summary>
    /// <param name="Decision">What stands.</param>
    public sealed record AlreadyDecided(ApprovalDecision Decision) : ApprovalVerdict;

    /// <summary>The deadline has passed.</summary>
    /// <param name="Deadline">When it was.</param>
    public sealed record TooLate(DateTimeOffset Deadline) : ApprovalVerdict;

    /// <summary>Somebody else has to answer.</summary>
    /// <param name="Why">A sentence that says why.</param>
    /// <param name="WhoMay">Those who may.</param>
    public sealed record NotAnApprover(string Why, ImmutableArray<string> WhoMay) : ApprovalVerdict;

    /// <summary>The plan is not the one that the link's holder was shown.</summary>
    public sealed record PlanChanged : ApprovalVerdict;

    /// <summary>Nothing was asked.</summary>
    public sealed record NotAsked : ApprovalVerdict;
}
