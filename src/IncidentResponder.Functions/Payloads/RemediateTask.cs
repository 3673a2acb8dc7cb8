using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>Asks to apply the plan.</summary>
public sealed record RemediateTask : IAboutIncident
{
    /// <summary>The incident.</summary>
    [JsonPropertyName("incidentId")]
    public required string IncidentId { get; init; }

    /// <summary>When the state was entered: the handler's "now" begins here.</summary>
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>"Sealed" or "Gap".</summary>
    [JsonPropertyName("evidence")]
    public string Evidence { get; init; } = "";

    /// <summary>The error that ended the preservation, empty where there was none.</summary>
    [JsonPropertyName("preserveError")]
    public string PreserveError { get; init; } = "";
}
