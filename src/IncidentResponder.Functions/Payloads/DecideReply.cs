using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>What the state machine needs of a decision.</summary>
public sealed record DecideReply
{
    /// <summary>"Ignore", "NotifyOnly", "AskFirst" or "ContainNow"; "Digest" for a flood's.</summary>
    [JsonPropertyName("mode")]
    public required string Mode { get; init; }

    /// <summary>Whether people are told later, because it is quiet.</summary>
    [JsonPropertyName("hold")]
    public required bool Hold { get; init; }

    /// <summary>When they are told; the decision's own time when it is not held.</summary>
    [JsonPropertyName("tellAt")]
    public required DateTimeOffset TellAt { get; init; }

    /// <summary>How long the question waits before the next people are asked, or to its end; of a digest, how long it gathers.</summary>
    [JsonPropertyName("waitSeconds")]
    public required int WaitSeconds { get; init; }

    /// <summary>The bound of the wait, longer than the window.</summary>
    [JsonPropertyName("limitSeconds")]
    public required int LimitSeconds { get; init; }
}
