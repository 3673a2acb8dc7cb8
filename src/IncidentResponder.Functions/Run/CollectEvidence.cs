using System.Collections.Immutable;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Run;

/// <summary>Collects and seals what containment would destroy. What can't be had is noted with the reason, not an exception.</summary>
public delegate Task<ImmutableArray<CollectedEvidence>> CollectEvidence(Incident incident, TimeProvider clock, CancellationToken cancel);
