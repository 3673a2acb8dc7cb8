namespace IncidentResponder.Core.Notify;

/// <summary>A message to people.</summary>
public sealed record Notice
{
    /// <summary>Tells a repeated notice from the one before, in the ledger; empty for what is told once.</summary>
    public string Turn { get; init; } = "";

    /// <summary>"Opened", "SelfAlarm", "Question", "Code", "Outcome" or "RolledBack".</summary>
    public required string Kind { get; init; }

    /// <summary>ASCII, fewer than 100 characters, no control characters.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain text.</summary>
    public required string Body { get; init; }
}
