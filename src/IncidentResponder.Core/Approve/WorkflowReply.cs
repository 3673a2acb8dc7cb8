namespace IncidentResponder.Core.Approve;

/// <summary>What the state machines did with a message.</summary>
public enum WorkflowReply
{
    /// <summary>They took it.</summary>
    Taken,

    /// <summary>It came after the fact: the task has ended or timed out, or the execution exists already.</summary>
    Over,

    /// <summary>They could not be reached, or refused for a reason that may pass.</summary>
    Unreachable,
}
