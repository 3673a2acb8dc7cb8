using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>How the question stands.</summary>
public sealed record ApproveReply
{
    // The state machine's bound on the wait: heartbeats may prolong it, not beyond this.
    internal const int Grace = 300;

    /// <summary>"Asked", "Escalated", "Granted", "Denied" or "Expired".</summary>
    [JsonPropertyName("outcome")]
    public required string Outcome { get; init; }

    /// <summary>Whether the plan runs although nobody answered.</summary>
    [JsonPropertyName("contain")]
    public required bool Contain { get; init; }

    /// <summary>How long to wait for an answer when further people are asked.</summary>
    [JsonPropertyName("waitSeconds")]
    public int WaitSeconds { get; init; }

    /// <summary>The bound of that wait, longer than it.</summary>
    [JsonPropertyName("limitSeconds")]
    public int LimitSeconds { get; init; }
}
