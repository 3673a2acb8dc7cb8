using System.Collections.Immutable;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>Collects one kind of evidence. What can't be had becomes a note with the reason, not an exception.</summary>
public interface IEvidenceCollector
{
    /// <summary>The IAM actions that it uses.</summary>
    ImmutableSortedSet<string> Permissions { get; }

    /// <summary>Whether it has something to collect about such a target.</summary>
    bool Concerns(EvidenceTarget target);

    /// <summary>Collects. Repeating it collects nothing twice.</summary>
    /// <param name="target">What it is to be evidence of.</param>
    /// <param name="into">Where it is put.</param>
    /// <param name="cancel">Stops the wait.</param>
    Task CollectAsync(EvidenceTarget target, EvidenceGathering into, CancellationToken cancel);
}
