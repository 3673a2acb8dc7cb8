using System.Collections.Immutable;

namespace IncidentResponder.Core.Approve;

/// <summary>
/// The keys of links. The first seals new links; the others only open those that are out, until the last of them has ended: a key is
/// changed by putting the new one first and taking the old one out after <see cref="LinkTerm.UndoWindow"/> and the longest question.
/// </summary>
/// <param name="Keys">The keys, at least one, each with an id of its own.</param>
public sealed record LinkKeyRing(ImmutableArray<ILinkKey> Keys)
{
    /// <summary>The key that seals.</summary>
    public ILinkKey Sealing => Keys[0];

    /// <summary>The key with this id, if the algorithm is its own; null else. A token never chooses how it is checked.</summary>
    public ILinkKey? Find(string id, string algorithm) => Keys.FirstOrDefault(key =>
        key.Id.Equals(id, StringComparison.Ordinal) && key.Algorithm.Equals(algorithm, StringComparison.Ordinal));
}
