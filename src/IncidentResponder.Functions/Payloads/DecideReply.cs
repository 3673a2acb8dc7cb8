using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>What the state machine needs of a decision.</summary>
public sealed record DecideReply
{
    /// <summary>"Ignore", "NotifyOnly", "AskFirst" or "ContainNow".</summary>
    [JsonPropertyName("mode")]
    public required string Mode { get; init; }

    /// <summary>How long the question stays open.</summary>
    [JsonPropertyName("windowSeconds")]
    public required int WindowSeconds { get; init; }

    /// <summary>The bound of the wait, longer than the window.</summary>
    [JsonPropertyName("limitSeconds")]
    public required int LimitSeconds { get; init; }
}
