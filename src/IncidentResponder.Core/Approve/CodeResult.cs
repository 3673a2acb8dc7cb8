namespace IncidentResponder.Core.Approve;

/// <summary>What asking for a one-time code brought.</summary>
public abstract record CodeResult
{
    private CodeResult()
    {
    }

    /// <summary>A code is on its way.</summary>
    /// <param name="ExpiresAt">When it stops working.</param>
    public sealed record Sent(DateTimeOffset ExpiresAt) : CodeResult;

    /// <summary>Too many codes were sent in a short time; the latest still works until it expires.</summary>
    /// <param name="Most">How many are sent within <see cref="Codes.Lifetime"/>.</param>
    public sealed record TooMany(int Most) : CodeResult;

    /// <summary>The message did not go out.</summary>
    /// <param name="Why">What failed, for the log.</param>
    public sealed record NotSent(string Why) : CodeResult;

    /// <summary>The person may not answer, so no code is sent.</summary>
    /// <param name="Verdict">Why.</param>
    public sealed record MayNotAnswer(ApprovalVerdict Verdict) : CodeResult;

    /// <summary>The person may not undo, so no code is sent.</summary>
    /// <param name="Verdict">Why.</param>
    public sealed record MayNotUndo(UndoVerdict Verdict) : CodeResult;
}
