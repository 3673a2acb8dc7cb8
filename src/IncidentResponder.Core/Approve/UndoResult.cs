namespace IncidentResponder.Core.Approve;

/// <summary>What asking for an undo brought.</summary>
public abstract record UndoResult
{
    private UndoResult()
    {
    }

    /// <summary>The roll-back runs: started by this request or by one before it.</summary>
    /// <param name="Number">Which undo it is.</param>
    public sealed record Started(int Number) : UndoResult;

    /// <summary>The state machine could not be reached; nothing was started, and asking again helps.</summary>
    public sealed record Unreachable : UndoResult;

    /// <summary>The rules refuse it.</summary>
    /// <param name="Verdict">Why.</param>
    public sealed record Refused(UndoVerdict Verdict) : UndoResult;

    /// <summary>The code is not right; nothing was started.</summary>
    /// <param name="Check">What is wrong with it.</param>
    public sealed record CodeRefused(CodeCheck Check) : UndoResult;
}
