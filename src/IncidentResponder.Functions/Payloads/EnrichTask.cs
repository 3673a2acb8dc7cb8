using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>Asks for what else is known.</summary>
public sealed record EnrichTask : IAboutIncident
{
    /// <summary>The incident.</summary>
    [JsonPropertyName("incidentId")]
    public required string IncidentId { get; init; }

    /// <summary>When the state was entered: the handler's "now" begins here.</summary>
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>How often the state was tried before.</summary>
    [JsonPropertyName("retryCount")]
    public int RetryCount { get; init; }
}
