namespace IncidentResponder.LocalCloud.Events;

/// <summary>Where a rule sends the events that match.</summary>
/// <param name="Id">The target's id within its rule.</param>
/// <param name="Arn">The ARN of a queue, function or state machine.</param>
/// <param name="Input">JSON that goes in the event's place; null for the event.</param>
/// <param name="InputPath">A path into the event, such as <c>$.detail</c>; null for the whole.</param>
/// <param name="DeadLetterArn">The queue for what can't be delivered; null drops it.</param>
public sealed record TargetSpec(string Id, string Arn, string? Input = null, string? InputPath = null, string? DeadLetterArn = null);
