namespace IncidentResponder.Core.Approve;

/// <summary>What checking a typed code showed.</summary>
public enum CodeCheck
{
    /// <summary>It is the code that was sent, and it is now used up.</summary>
    Right,

    /// <summary>It is another code, or the code has expired, was used, or has had too many tries.</summary>
    Wrong,

    /// <summary>It is not eight digits; nothing was counted.</summary>
    NotACode,
}
