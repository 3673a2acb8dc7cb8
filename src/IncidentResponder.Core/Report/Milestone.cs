namespace IncidentResponder.Core.Report;

/// <summary>One moment in the life of an incident.</summary>
/// <param name="Name">What happened, in a few words: "Verified contained".</param>
/// <param name="At">When.</param>
public sealed record Milestone(string Name, DateTimeOffset At);
