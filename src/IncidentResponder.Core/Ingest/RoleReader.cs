namespace IncidentResponder.Core.Ingest;

/// <summary>Reads GuardDuty's resourceRole.</summary>
public static class RoleReader
{
    /// <summary>"ACTOR" or "TARGET" in any case; anything else is unknown.</summary>
    public static ResourceRole From(string? role) => role?.ToUpperInvariant() switch
    {
        "ACTOR" => ResourceRole.Actor,
        "TARGET" => ResourceRole.Target,
        _ => ResourceRole.Unknown,
    };
}
