namespace IncidentResponder.Core.Decide;

/// <summary>What the policy lets the responder do by itself.</summary>
public enum ResponseMode
{
    /// <summary>Nothing, and nobody is told.</summary>
    Ignore,

    /// <summary>People are told; nothing is changed.</summary>
    NotifyOnly,

    /// <summary>People are asked; the plan runs when enough of them approve.</summary>
    AskFirst,

    /// <summary>The plan runs at once.</summary>
    ContainNow,
}
