namespace IncidentResponder.Core.Approve;

/// <summary>What handing a question on brought.</summary>
public abstract record HandOnResult
{
    private HandOnResult()
    {
    }

    /// <summary>Another person answers in this one's place.</summary>
    /// <param name="To">Who.</param>
    public sealed record HandedOn(string To) : HandOnResult;

    /// <summary>The other person can't take it.</summary>
    /// <param name="Why">A sentence that says why.</param>
    public sealed record NotTo(string Why) : HandOnResult;

    /// <summary>The rules refuse it; nothing was changed.</summary>
    /// <param name="Verdict">Why.</param>
    public sealed record Refused(ApprovalVerdict Verdict) : HandOnResult;

    /// <summary>The code is not right; nothing was changed.</summary>
    /// <param name="Check">What is wrong with it.</param>
    public sealed record CodeRefused(CodeCheck Check) : HandOnResult;
}
