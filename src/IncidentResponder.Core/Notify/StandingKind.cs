namespace IncidentResponder.Core.Notify;

/// <summary>Where an incident stands, as people need to know it.</summary>
public enum StandingKind
{
    /// <summary>It is being decided what to do.</summary>
    Deciding,

    /// <summary>People are told; nothing is changed.</summary>
    ToldOnly,

    /// <summary>The question is open.</summary>
    Asking,

    /// <summary>Somebody said no; nothing was changed.</summary>
    Denied,

    /// <summary>Nobody answered in time; nothing was changed.</summary>
    Expired,

    /// <summary>The plan is running.</summary>
    Running,

    /// <summary>The plan has run and its effect is being checked.</summary>
    Checking,

    /// <summary>The containment was seen to hold.</summary>
    Contained,

    /// <summary>The plan has run and the target is not contained.</summary>
    NotContained,

    /// <summary>Part of the plan was done.</summary>
    PartlyDone,

    /// <summary>The plan refused to run; nothing was changed.</summary>
    Refused,

    /// <summary>The response failed.</summary>
    Failed,

    /// <summary>Everything was put back.</summary>
    Undone,

    /// <summary>The undo stopped because the target had been changed since.</summary>
    UndoStopped,
}
