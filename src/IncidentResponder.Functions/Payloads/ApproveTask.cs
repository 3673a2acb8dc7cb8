using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>Asks approvers, or closes the question.</summary>
public sealed record ApproveTask : IAboutIncident
{
    /// <summary>The incident.</summary>
    [JsonPropertyName("incidentId")]
    public required string IncidentId { get; init; }

    /// <summary>When the state was entered: the handler's "now" begins here.</summary>
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>"ask" or "expire".</summary>
    [JsonPropertyName("event")]
    public required string Event { get; init; }

    /// <summary>The token of the waiting task; with "ask" only.</summary>
    [JsonPropertyName("taskToken")]
    public string? TaskToken { get; init; }
}
