using System.Collections.Immutable;
using IncidentResponder.Core.Ledger;

namespace IncidentResponder.Core.Preserve;

/// <summary>The list of an incident's evidence: what there is and what could not be had, each entry chained to the one before.</summary>
public static class EvidenceManifest
{
    /// <summary>Its name beside the evidence.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The name of its signature: ECDSA over P-256 and SHA-256, DER.</summary>
    public const string SignatureName = "manifest.sig";

    /// <summary>The name of the public key that the signature is checked with: PEM.</summary>
    public const string KeyName = "manifest.pub.pem";

    /// <summary>Where an incident's evidence lies in the bucket, with a slash at the end.</summary>
    public static string FolderOf(IncidentId incident) => $"incidents/{incident}/evidence/";

    /// <summary>Makes the entries, in the order of collection.</summary>
    public static ImmutableArray<ManifestEntry> Chain(Custody custody, IEnumerable<CollectedEvidence> collected)
    {
        var entries = ImmutableArray.CreateBuilder<ManifestEntry>();
        foreach (var one in collected)
            entries.Add(Entry(custody, one, entries.Count + 1, entries.Count == 0 ? LedgerChain.Genesis : HashOf(entries[^1])));
        return entries.ToImmutable();
    }

    /// <summary>SHA-256 over an entry's canonical JSON: 64 lower-case hexadecimal digits.</summary>
    public static string HashOf(ManifestEntry entry) => CanonicalJson.Digest(entry, CoreJson.Default.ManifestEntry);

    /// <summary>The bytes that are sealed and signed: canonical JSON of all entries.</summary>
    public static byte[] Write(ImmutableArray<ManifestEntry> entries) =>
        CanonicalJson.Write(entries, CoreJson.Default.ImmutableArrayManifestEntry);

    /// <summary>The pieces as people are told of them. What the operator has not switched on is only in the manifest.</summary>
    public static ImmutableArray<SealedItem> Pieces(IEnumerable<ManifestEntry> entries) =>
        [.. entries.Where(entry => !entry.IsOff).Select(Piece)];

    private static ManifestEntry Entry(Custody custody, CollectedEvidence one, int number, string previous) => new()
    {
        IncidentId = custody.Incident,
        Seq = number,
        PrevEntrySha256 = previous,
        Item = one.Item,
        CollectedAtUtc = one.Provenance.At.ToUniversalTime(),
        CollectorArn = custody.Tool.CollectorArn,
        ToolName = custody.Tool.Name,
        ToolSha256 = custody.Tool.Sha256,
        SourceArn = one.SourceArn,
        SourceAccount = custody.Account.Value,
        SourceRegion = custody.Region,
        ApiRequestId = one.Provenance.RequestId,
        Reason = one.Provenance.Reason,
        TransferredTo = one.Provenance.TransferredTo,
    };

    private static SealedItem Piece(ManifestEntry entry)
    {
        var source = entry.SourceArn[(entry.SourceArn.LastIndexOfAny([':', '/']) + 1)..];
        return new()
        {
            Title = entry.Item is { Arn.Length: > 0, Key.Length: 0 } ? $"{entry.Item.Type} {entry.Item.Id} of {source}" : $"{entry.Item.Type} of {source}",
            Location = entry.Item.Key.Length > 0 ? entry.Item.Key : entry.IsMissing ? "" : entry.Item.Id,
            Sha256 = entry.Item.Sha256,
            Gap = entry.IsMissing ? entry.Reason : "",
            At = entry.CollectedAtUtc,
        };
    }
}
