namespace IncidentResponder.Core.Close;

/// <summary>How an incident ended.</summary>
public sealed record ClosureReport
{
    /// <summary>"Contained", "NotContained", "Denied", "Expired", "NotifiedOnly", "Ignored", "Suppressed", "Refused", "Failed", "PartlyUndone" or "Undone".</summary>
    public required string Outcome { get; init; }

    /// <summary>A sentence for people: who decided what, and what is so now.</summary>
    public required string Summary { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Until when the containment stands before people are asked; null when it stands until it is undone.</summary>
    public ContainmentLease? Lease { get; init; }
}
