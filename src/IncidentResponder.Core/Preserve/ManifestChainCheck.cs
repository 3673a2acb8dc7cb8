using System.Collections.Immutable;
using IncidentResponder.Core.Ledger;

namespace IncidentResponder.Core.Preserve;

/// <summary>Checks that a manifest's entries are all there, in order and unedited. The last one is vouched for by the signature.</summary>
public static class ManifestChainCheck
{
    /// <summary>The first fault; null when the chain holds.</summary>
    public static EvidenceFault? FaultOf(ImmutableArray<ManifestEntry> entries) => OrderFault(entries) ?? LinkFault(entries) ?? ForeignFault(entries);

    private static EvidenceFault? OrderFault(ImmutableArray<ManifestEntry> entries)
    {
        var numbers = entries.Select(entry => entry.Seq).ToList();
        var wanted = Enumerable.Range(1, entries.Length).ToList();
        if (numbers.SequenceEqual(wanted))
            return null;

        var seen = new HashSet<int>();
        if (numbers.Find(number => !seen.Add(number)) is var twice and not 0)
            return Fault(EvidenceFaultKind.EntryRepeated, twice, $"Entry {twice} occurs twice; somebody added to the manifest.");
        if (seen.SetEquals(wanted))
        {
            var first = wanted.First(number => numbers[number - 1] != number);
            return Fault(EvidenceFaultKind.EntriesReordered, first, $"Entry {numbers[first - 1]} stands where entry {first} should be; the entries were reordered.");
        }

        var gone = Enumerable.Range(1, entries.Length + 1).First(number => !seen.Contains(number));
        return Fault(EvidenceFaultKind.EntryRemoved, gone, $"Entry {gone} is not in the manifest, though others follow it; it was removed.");
    }

    private static EvidenceFault? LinkFault(ImmutableArray<ManifestEntry> entries)
    {
        var before = LedgerChain.Genesis;
        foreach (var entry in entries)
        {
            if (entry.PrevEntrySha256 != before)
            {
                return Fault(
                    EvidenceFaultKind.EntryEdited,
                    Math.Max(entry.Seq - 1, 1),
                    $"Entry {entry.Seq} was chained to {entry.PrevEntrySha256}, but what stands before it has {before}; entry {Math.Max(entry.Seq - 1, 1)} was edited.");
            }

            before = EvidenceManifest.HashOf(entry);
        }

        return null;
    }

    private static EvidenceFault? ForeignFault(ImmutableArray<ManifestEntry> entries) =>
        entries.FirstOrDefault(entry => entry.ManifestVersion != 1 || entry.IncidentId != entries[0].IncidentId) is { } other
            ? Fault(
                EvidenceFaultKind.EntryForeign,
                other.Seq,
                $"Entry {other.Seq} is of incident {other.IncidentId} in version {other.ManifestVersion}, the first of {entries[0].IncidentId} in version 1.")
            : null;

    private static EvidenceFault Fault(EvidenceFaultKind kind, int entry, string why) =>
        new(kind, entry, EvidenceManifest.FileName, $"{why} Fetch the sealed version of {EvidenceManifest.FileName} from the bucket and compare.");
}
