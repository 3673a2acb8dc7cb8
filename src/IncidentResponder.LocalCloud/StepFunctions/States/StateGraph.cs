namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>States with a start: a whole machine, a branch of a Parallel state, or what a Map state runs an item.</summary>
internal sealed record StateGraph(string StartAt, IReadOnlyDictionary<string, State> States);
