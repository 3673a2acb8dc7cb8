namespace IncidentResponder.Core.Remediate;

/// <summary>How much a containment may break for those who use its target.</summary>
public enum Risk
{
    /// <summary>Nobody's work depends on what is taken away.</summary>
    Low,

    /// <summary>One person, host or workload stops.</summary>
    Medium,

    /// <summary>Many workloads, or data that they need, stop at once.</summary>
    High,
}
