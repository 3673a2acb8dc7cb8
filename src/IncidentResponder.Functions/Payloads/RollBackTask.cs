using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>Asks to put the prior state back.</summary>
public sealed record RollBackTask : IAboutIncident
{
    /// <summary>The incident.</summary>
    [JsonPropertyName("incidentId")]
    public required string IncidentId { get; init; }

    /// <summary>When the state was entered: the handler's "now" begins here.</summary>
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>Who asked for it.</summary>
    [JsonPropertyName("by")]
    public required string By { get; init; }

    /// <summary>The execution's ARN, for the ledger.</summary>
    [JsonPropertyName("execution")]
    public string Execution { get; init; } = "";

    /// <summary>What the execution was started with.</summary>
    [JsonPropertyName("request")]
    public RollBackRequest Request { get => field ?? new(); init; } = new();
}
