namespace IncidentResponder.Core.Approve;

/// <summary>Whether the holder of a link may undo now.</summary>
public abstract record UndoVerdict
{
    private UndoVerdict()
    {
    }

    /// <summary>It can be undone.</summary>
    /// <param name="Number">Which undo it would be, from 1.</param>
    public sealed record Offer(int Number) : UndoVerdict;

    /// <summary>Somebody asked for it and it has not ended.</summary>
    /// <param name="Number">Which undo it is.</param>
    /// <param name="By">Who asked.</param>
    /// <param name="At">When.</param>
    public sealed record Running(int Number, string By, DateTimeOffset At) : UndoVerdict;

    /// <summary>Everything is as it was before.</summary>
    public sealed record Undone : UndoVerdict;

    /// <summary>Nothing was changed.</summary>
    public sealed record NothingToUndo : UndoVerdict;

    /// <summary>Somebody else has to ask.</summary>
    /// <param name="Refusal">Why, and who may.</param>
    public sealed record NotAllowed(ApprovalVerdict.NotAnApprover Refusal) : UndoVerdict;
}
