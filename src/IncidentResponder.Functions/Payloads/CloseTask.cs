using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>Asks to end the incident.</summary>
public sealed record CloseTask : IAboutIncident
{
    /// <summary>The incident.</summary>
    [JsonPropertyName("incidentId")]
    public required string IncidentId { get; init; }

    /// <summary>When the state was entered: the handler's "now" begins here.</summary>
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>How the response ended.</summary>
    [JsonPropertyName("outcome")]
    public string Outcome { get; init; } = "";

    /// <summary>The stage at which it ended so.</summary>
    [JsonPropertyName("stage")]
    public string Stage { get; init; } = "";

    /// <summary>The error's name, empty where there was none.</summary>
    [JsonPropertyName("error")]
    public string Error { get; init; } = "";
}
