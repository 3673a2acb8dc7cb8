using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>What somebody pressed in Slack, its signature and origin checked. Who the person is and whether they may is judged when it is done.</summary>
public sealed record SlackPress
{
    /// <summary>The person's id in Slack.</summary>
    [JsonPropertyName("user")]
    public required string User { get; init; }

    /// <summary>The channel, for a word to the person alone.</summary>
    [JsonPropertyName("channel")]
    public required string Channel { get; init; }

    /// <summary>"Approve", "Deny", "Withdraw", "Undo" or "Details".</summary>
    [JsonPropertyName("action")]
    public required string Action { get; init; }

    /// <summary>The digest of the plan that the card showed.</summary>
    [JsonPropertyName("planDigest")]
    public required string PlanDigest { get; init; }

    /// <summary>When it was pressed, by the server's clock.</summary>
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }
}
