namespace IncidentResponder.Core.Ingest;

/// <summary>The part that the named resource played, as GuardDuty's service.resourceRole says.</summary>
public enum ResourceRole
{
    /// <summary>The finding does not say.</summary>
    Unknown,

    /// <summary>The resource did it: it may be isolated.</summary>
    Actor,

    /// <summary>It was done to the resource: isolating it would finish the attacker's work.</summary>
    Target,
}
