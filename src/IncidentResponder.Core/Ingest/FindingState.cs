namespace IncidentResponder.Core.Ingest;

/// <summary>Where a finding stands with its provider and in Security Hub.</summary>
public enum FindingState
{
    /// <summary>It goes on, and nobody said that it is taken care of.</summary>
    Active,

    /// <summary>People were told: a case is open.</summary>
    Notified,

    /// <summary>The customer wants to hear nothing of it.</summary>
    Suppressed,

    /// <summary>It is over: the check passes, the access is gone, the case is closed.</summary>
    Resolved,

    /// <summary>The provider put it away.</summary>
    Archived,
}
