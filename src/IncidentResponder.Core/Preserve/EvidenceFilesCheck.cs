using System.Collections.Immutable;

namespace IncidentResponder.Core.Preserve;

/// <summary>Compares what a manifest names with the files that are there.</summary>
public static class EvidenceFilesCheck
{
    /// <summary>All faults, those of entries first.</summary>
    public static ImmutableArray<EvidenceFault> FaultsOf(ImmutableArray<ManifestEntry> entries, ImmutableArray<HeldFile> files)
    {
        var named = entries.Where(entry => entry.Item.Key.Length > 0).Select(entry => (Entry: entry, File: Held(entry, files))).ToList();
        return
        [
            .. named.Select(one => Fault(one.Entry, one.File)).OfType<EvidenceFault>(),
            .. files.Except(named.Select(one => one.File).OfType<HeldFile>()).Select(Unnamed),
        ];
    }

    private static HeldFile? Held(ManifestEntry entry, ImmutableArray<HeldFile> files) =>
        files.FirstOrDefault(file => file.Name == NameOf(entry) && (file.VersionId.Length == 0 || file.VersionId == entry.Item.VersionId));

    private static EvidenceFault? Fault(ManifestEntry entry, HeldFile? file) => (entry.Item, file) switch
    {
        _ when NameOf(entry) is not { } => new(
            EvidenceFaultKind.EntryForeign, entry.Seq, entry.Item.Key,
            $"Entry {entry.Seq} names {entry.Item.Key}, which is no file of incident {entry.IncidentId}; ask who wrote this manifest."),
        (_, null) => new(
            EvidenceFaultKind.FileMissing, entry.Seq, NameOf(entry)!,
            $"Entry {entry.Seq} names {NameOf(entry)}, which is not there; fetch version {entry.Item.VersionId} of {entry.Item.Key} from bucket {entry.Item.Bucket}."),
        ({ } item, { } held) when held.SizeBytes != item.SizeBytes => Changed(entry, $"{held.SizeBytes} bytes, sealed were {item.SizeBytes}"),
        ({ } item, { } held) when held.Sha256 != item.Sha256 || item.HashMethod != ManifestItem.WholeContent =>
            Changed(entry, $"SHA-256 {held.Sha256}, sealed was {item.Sha256}"),
        _ => null,
    };

    private static EvidenceFault Changed(ManifestEntry entry, string difference) => new(
        EvidenceFaultKind.FileChanged, entry.Seq, NameOf(entry)!,
        $"Entry {entry.Seq}: {NameOf(entry)} has {difference}; fetch version {entry.Item.VersionId} of {entry.Item.Key} from bucket {entry.Item.Bucket} and compare.");

    private static EvidenceFault Unnamed(HeldFile file) => new(
        EvidenceFaultKind.FileUnnamed, null, file.Name,
        $"{file} is there, but no entry of the manifest names it; it was added after the evidence was sealed. Set it apart and ask who put it there.");

    // A key that leads out of the folder would let a manifest vouch for any file.
    private static string? NameOf(ManifestEntry entry)
    {
        var folder = EvidenceManifest.FolderOf(entry.IncidentId);
        return entry.Item.Key.StartsWith(folder, StringComparison.Ordinal) && !entry.Item.Key.AsSpan(folder.Length).ContainsAny('/', '\\')
            ? entry.Item.Key[folder.Length..]
            : null;
    }
}
