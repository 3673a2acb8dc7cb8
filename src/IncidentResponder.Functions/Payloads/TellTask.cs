using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>Says that an incident has changed, or brings what a person wants of it.</summary>
public sealed record TellTask
{
    /// <summary>The incident.</summary>
    [JsonPropertyName("incidentId")]
    public required string IncidentId { get; init; }

    /// <summary>Which further attempt it is; 0 for the first.</summary>
    [JsonPropertyName("attempt")]
    public int Attempt { get; init; }

    /// <summary>What a person pressed in Slack; null for a change.</summary>
    [JsonPropertyName("press")]
    public SlackPress? Press { get; init; }
}
