namespace IncidentResponder.Core.Ingest;

/// <summary>Reads GuardDuty's resourceRole.</summary>
internal static class RoleReader
{
    public static ResourceRole From(string? role) => role?.ToUpperInvariant() switch
    {
        "ACTOR" => ResourceRole.Actor,
        "TARGET" => ResourceRole.Target,
        _ => ResourceRole.Unknown,
    };
}
