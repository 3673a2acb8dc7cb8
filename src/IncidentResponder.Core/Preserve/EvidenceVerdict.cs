using System.Collections.Immutable;

namespace IncidentResponder.Core.Preserve;

/// <summary>What checking a folder of evidence found.</summary>
/// <param name="Entries">The manifest's entries; none when it can't be read.</param>
/// <param name="Faults">All that is wrong; empty when the evidence holds.</param>
public sealed record EvidenceVerdict(ImmutableArray<ManifestEntry> Entries, ImmutableArray<EvidenceFault> Faults)
{
    /// <summary>Nothing is wrong.</summary>
    public bool Holds => Faults.IsEmpty;
}
