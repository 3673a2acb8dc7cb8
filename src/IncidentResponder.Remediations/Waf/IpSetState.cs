using System.Text.Json.Serialization;

namespace IncidentResponder.Remediations.Waf;

/// <summary>What is known of an address in an IP set. The other addresses are other people's, and come and go.</summary>
/// <param name="Set">The set's ARN.</param>
/// <param name="Blocked">Whether the address is in it, by itself or in a wider range.</param>
internal sealed record IpSetState(string Set, bool Blocked)
{
    /// <summary>The set's id.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>The set's description, which an update replaces as well.</summary>
    [JsonIgnore]
    public string? Description { get; init; }

    /// <summary>All that is in it now.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The lock that an update names, so that it does not overwrite a later one.</summary>
    [JsonIgnore]
    public string LockToken { get; init; } = "";
}
