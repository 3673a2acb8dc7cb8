using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>How a step ended, and when the state machine looks again.</summary>
public sealed record StepReply
{
    /// <summary>The word that the state machine knows.</summary>
    [JsonPropertyName("outcome")]
    public required string Outcome { get; init; }

    /// <summary>The next check's number.</summary>
    [JsonPropertyName("check")]
    public required int Check { get; init; }

    /// <summary>How long to wait before it.</summary>
    [JsonPropertyName("waitSeconds")]
    public required int WaitSeconds { get; init; }

    /// <summary>No check follows.</summary>
    [JsonPropertyName("done")]
    public required bool Done { get; init; }
}
