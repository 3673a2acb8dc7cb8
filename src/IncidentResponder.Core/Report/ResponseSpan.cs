namespace IncidentResponder.Core.Report;

/// <summary>How long one part of a response took.</summary>
/// <param name="Name">The word for programs: "TimeToContain".</param>
/// <param name="Title">The words for people: "received → verified contained (MTTC)".</param>
/// <param name="Length">How long.</param>
public sealed record ResponseSpan(string Name, string Title, TimeSpan Length);
