using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Run;

/// <summary>What became of a finding.</summary>
/// <param name="Outcome">"Opened", "Joined", "Suppressed", "Ignored" or "Digested".</param>
/// <param name="Incident">The incident that it opened or joined, or would have opened.</param>
public sealed record Taken(string Outcome, Incident Incident);
