namespace IncidentResponder.Core.Enrich;

/// <summary>One datum about the incident, with where it came from and when.</summary>
public sealed record EvidenceItem
{
    /// <summary>The source: "Detective", "CloudTrail", "EC2".</summary>
    public required string Source { get; init; }

    /// <summary>What it says. It may hold text chosen by an attacker.</summary>
    public required string Text { get; init; }

    /// <summary>The time of the event itself.</summary>
    public required DateTimeOffset At { get; init; }
}
