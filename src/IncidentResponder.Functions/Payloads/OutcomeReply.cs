using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>How a stage ended.</summary>
public sealed record OutcomeReply
{
    /// <summary>The word that the state machine knows.</summary>
    [JsonPropertyName("outcome")]
    public required string Outcome { get; init; }

    /// <summary>When the next question about a lease is due; null in every other reply.</summary>
    [JsonPropertyName("until")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Until { get; init; }
}
