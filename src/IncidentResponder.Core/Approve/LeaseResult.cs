namespace IncidentResponder.Core.Approve;

/// <summary>What asking to keep a containment brought.</summary>
public abstract record LeaseResult
{
    private LeaseResult()
    {
    }

    /// <summary>It is kept.</summary>
    /// <param name="Until">When people are asked again.</param>
    public sealed record Kept(DateTimeOffset Until) : LeaseResult;

    /// <summary>There is no lease to renew: the containment stands until it is undone.</summary>
    public sealed record NoLease : LeaseResult;

    /// <summary>The state machine could not be reached; the lease is as it was, and asking again helps.</summary>
    public sealed record Unreachable : LeaseResult;

    /// <summary>Nothing is in effect, it is being undone, or somebody else has to ask.</summary>
    /// <param name="Verdict">Which of them.</param>
    public sealed record Refused(UndoVerdict Verdict) : LeaseResult;

    /// <summary>The code is not right; the lease is as it was.</summary>
    /// <param name="Check">What is wrong with it.</param>
    public sealed record CodeRefused(CodeCheck Check) : LeaseResult;
}
