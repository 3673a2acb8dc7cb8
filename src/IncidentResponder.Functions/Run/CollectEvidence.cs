using System.Collections.Immutable;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Run;

/// <summary>Collects and seals what containment would destroy. What can't be had is an item with a gap, not an exception.</summary>
public delegate Task<ImmutableArray<SealedItem>> CollectEvidence(Incident incident, TimeProvider clock, CancellationToken cancel);
