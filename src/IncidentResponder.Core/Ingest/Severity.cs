namespace IncidentResponder.Core.Ingest;

/// <summary>Severity as Security Hub's labels name it.</summary>
public enum Severity
{
    /// <summary>No issue was found.</summary>
    Informational,

    /// <summary>Needs no action on its own.</summary>
    Low,

    /// <summary>Must be looked at, not urgently.</summary>
    Medium,

    /// <summary>Must be looked at with priority.</summary>
    High,

    /// <summary>Must be contained at once.</summary>
    Critical,
}
