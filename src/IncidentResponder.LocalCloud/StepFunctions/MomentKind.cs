namespace IncidentResponder.LocalCloud.StepFunctions;

/// <summary>What happened in an execution.</summary>
public enum MomentKind
{
    /// <summary>The execution started.</summary>
    Started,

    /// <summary>A state was entered.</summary>
    StateEntered,

    /// <summary>A state now waits for time to pass or for its task token.</summary>
    StateWaiting,

    /// <summary>A state failed and will be tried again.</summary>
    StateRetried,

    /// <summary>A state was left, its error caught if it had one.</summary>
    StateExited,

    /// <summary>The execution succeeded.</summary>
    Succeeded,

    /// <summary>The execution failed.</summary>
    Failed,

    /// <summary>The execution took longer than its machine allows.</summary>
    TimedOut,

    /// <summary>The execution was stopped.</summary>
    Aborted,
}
