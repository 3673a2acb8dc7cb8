using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>What of the roll-back's input is optional.</summary>
public sealed record RollBackRequest
{
    /// <summary>The one step to undo; null for all.</summary>
    [JsonPropertyName("step")]
    public int? Step { get; init; }
}
