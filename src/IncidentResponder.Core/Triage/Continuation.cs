namespace IncidentResponder.Core.Triage;

/// <summary>Why an incident is taken up again.</summary>
/// <param name="From">The response before.</param>
/// <param name="Why">A sentence for people.</param>
public sealed record Continuation(IncidentId From, string Why);
