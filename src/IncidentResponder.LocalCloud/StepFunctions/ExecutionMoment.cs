namespace IncidentResponder.LocalCloud.StepFunctions;

/// <summary>Something that happened in an execution, for whoever follows it live.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, by the local cloud's clock.</param>
/// <param name="ExecutionArn">The execution.</param>
/// <param name="ExecutionName">The execution's name, for a response the incident's id.</param>
/// <param name="StateMachineName">The state machine's name.</param>
/// <param name="State">The state; null for what concerns the whole execution.</param>
/// <param name="Detail">
/// A state's input on entry and output on exit, and an execution's input and output, as JSON; the error's name when
/// something is tried again or ends badly; for StateWaiting the time until which it waits, if it has one.
/// </param>
public sealed record ExecutionMoment(
    MomentKind Kind,
    DateTimeOffset At,
    string ExecutionArn,
    string ExecutionName,
    string StateMachineName,
    string? State,
    string? Detail);
