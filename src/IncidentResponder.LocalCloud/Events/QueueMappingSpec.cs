namespace IncidentResponder.LocalCloud.Events;

/// <summary>An event-source mapping: which function takes a queue's messages.</summary>
/// <param name="QueueArn">The queue.</param>
/// <param name="Function">The function's name or ARN.</param>
/// <param name="BatchSize">How many messages one invocation takes at most, 1 to 10.</param>
/// <param name="ReportsFailures">Whether the function says which messages of a batch failed.</param>
/// <param name="MostConcurrent">How many batches are in work at once.</param>
public sealed record QueueMappingSpec(string QueueArn, string Function, int BatchSize, bool ReportsFailures, int MostConcurrent);
