namespace IncidentResponder.LocalCloud.Respond.Seeding;

/// <summary>What was made so that the event has something to be about.</summary>
/// <param name="EventText">The event, with the names of what was made in the place of those that it came with.</param>
/// <param name="Made">What was made, a line each.</param>
/// <param name="Instance">The instance that was made; null when none was.</param>
/// <param name="User">The IAM user that was made; null when none was.</param>
public sealed record SeededWorld(string EventText, IReadOnlyList<string> Made, SeededInstance? Instance, string? User);
