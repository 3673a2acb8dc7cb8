using System.Collections.Immutable;

namespace IncidentResponder.Core.Preserve;

/// <summary>Checks a folder of evidence by what lies in it alone: manifest, files, signature.</summary>
public static class EvidenceCheck
{
    /// <summary>Checks everything and names all that is wrong.</summary>
    /// <param name="folder">What is found.</param>
    /// <param name="ownKeyPem">The public key that is kept elsewhere, PEM; null when there is none.</param>
    public static EvidenceVerdict Check(EvidenceFolder folder, string? ownKeyPem = null)
    {
        var signature = ManifestSignatureCheck.FaultOf(folder, ownKeyPem);
        return ManifestFile.Read(folder.Manifest) switch
        {
            ManifestReading.Read { Entries: var entries } => new(
                entries, Faults(ManifestChainCheck.FaultOf(entries), signature, EvidenceFilesCheck.FaultsOf(entries, folder.Files))),
            ManifestReading.Unreadable { Why: var why } => new([], Faults(Unreadable(why), signature, [])),
            _ => throw new InvalidOperationException("A manifest's reading is of a kind that the check does not know."),
        };
    }

    private static ImmutableArray<EvidenceFault> Faults(EvidenceFault? chain, EvidenceFault? signature, ImmutableArray<EvidenceFault> files) =>
        [.. new[] { chain, signature }.OfType<EvidenceFault>(), .. files];

    private static EvidenceFault Unreadable(string why) => new(
        EvidenceFaultKind.ManifestUnreadable, null, EvidenceManifest.FileName,
        $"{why} Fetch the sealed version of {EvidenceManifest.FileName} from the bucket.");
}
