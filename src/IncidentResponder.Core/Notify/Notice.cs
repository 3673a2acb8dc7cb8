namespace IncidentResponder.Core.Notify;

/// <summary>A message to people.</summary>
public sealed record Notice
{
    /// <summary>"Opened", "SelfAlarm", "Question", "Code", "Outcome" or "RolledBack".</summary>
    public required string Kind { get; init; }

    /// <summary>ASCII, fewer than 100 characters, no control characters.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain text.</summary>
    public required string Body { get; init; }
}
