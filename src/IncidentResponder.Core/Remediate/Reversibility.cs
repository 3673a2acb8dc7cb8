namespace IncidentResponder.Core.Remediate;

/// <summary>Whether a remediation can be undone.</summary>
public enum Reversibility
{
    /// <summary>Everything is put back as captured.</summary>
    Full,

    /// <summary>Something stays changed; the remediation's undo text says what.</summary>
    Partial,

    /// <summary>It can't be undone: people are always asked.</summary>
    None,
}
