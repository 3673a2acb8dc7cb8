using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>How the question stands.</summary>
public sealed record ApproveReply
{
    /// <summary>"Asked", "Granted", "Denied" or "Expired".</summary>
    [JsonPropertyName("outcome")]
    public required string Outcome { get; init; }

    /// <summary>Whether the plan runs although nobody answered.</summary>
    [JsonPropertyName("contain")]
    public required bool Contain { get; init; }
}
