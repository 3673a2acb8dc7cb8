using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>Asks to read the world again.</summary>
public sealed record VerifyTask : IAboutIncident
{
    /// <summary>The incident.</summary>
    [JsonPropertyName("incidentId")]
    public required string IncidentId { get; init; }

    /// <summary>When the state was entered: the handler's "now" begins here.</summary>
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>Which check this is, from 0.</summary>
    [JsonPropertyName("check")]
    public required int Check { get; init; }
}
