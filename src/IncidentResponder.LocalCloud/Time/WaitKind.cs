namespace IncidentResponder.LocalCloud.Time;

/// <summary>What a due time is for. It decides whether the clock may jump to it, see <see cref="LocalClock.JumpsTo"/>.</summary>
public enum WaitKind
{
    /// <summary>A timer of the local cloud itself: never jumped to, and no obstacle to a jump.</summary>
    Background,

    /// <summary>A Wait state, or anything else that only lets time pass.</summary>
    Wait,

    /// <summary>The pause before a state is tried again.</summary>
    Retry,

    /// <summary>The time limit of a task or of a whole execution.</summary>
    TaskTimeout,

    /// <summary>The time by which a task must have been heard of; for an approval, the time people have to answer.</summary>
    Heartbeat,
}
