namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>A whole state machine's definition, read and checked.</summary>
/// <param name="Graph">The outermost states.</param>
/// <param name="Timeout">How long an execution may take; null without a limit.</param>
internal sealed record Definition(StateGraph Graph, TimeSpan? Timeout);
