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

    /// <summary>What a person pressed in Slack, as Slack sent it; null for a change.</summary>
    [JsonPropertyName("slack")]
    public string? Slack { get; init; }

    /// <summary>When it came in, by the server's clock; for what a person pressed.</summary>
    [JsonPropertyName("at")]
    public DateTimeOffset? At { get; init; }
}
