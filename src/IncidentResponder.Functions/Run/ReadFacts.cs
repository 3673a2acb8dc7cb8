using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Run;

/// <summary>Reads the live target of an incident. What can't be read is a gap in the facts, not an exception.</summary>
public delegate Task<TargetFacts> ReadFacts(Incident incident, CancellationToken cancel);
