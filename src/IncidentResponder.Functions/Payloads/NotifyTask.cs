using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>Asks to tell people.</summary>
public sealed record NotifyTask : IAboutIncident
{
    /// <summary>The number of the lease that has ended.</summary>
    [JsonPropertyName("lease")]
    public int Lease { get; init; }

    /// <summary>The incident.</summary>
    [JsonPropertyName("incidentId")]
    public required string IncidentId { get; init; }

    /// <summary>When the state was entered: the handler's "now" begins here.</summary>
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>"Opened", "Outcome" or "RolledBack".</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>How the response ended.</summary>
    [JsonPropertyName("outcome")]
    public string Outcome { get; init; } = "";

    /// <summary>The stage at which it ended so.</summary>
    [JsonPropertyName("stage")]
    public string Stage { get; init; } = "";

    /// <summary>The error's name, empty where there was none.</summary>
    [JsonPropertyName("error")]
    public string Error { get; init; } = "";

    /// <summary>The error that ended the enrichment, empty where there was none.</summary>
    [JsonPropertyName("enrichError")]
    public string EnrichError { get; init; } = "";
}
