using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>How a stage ended.</summary>
public sealed record OutcomeReply
{
    /// <summary>The word that the state machine knows.</summary>
    [JsonPropertyName("outcome")]
    public required string Outcome { get; init; }
}
