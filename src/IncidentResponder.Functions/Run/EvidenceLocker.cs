using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Run;

/// <summary>
/// Collects evidence, seals the manifest of it, and seals the manifest's signature with its public key. After a crash it goes on where
/// it stopped: a piece that is sealed is not collected again, and the manifest that was sealed first is the only one there ever is.
/// </summary>
/// <param name="sink">Where evidence is sealed.</param>
/// <param name="signer">Signs manifests.</param>
/// <param name="collect">Collects and seals the pieces.</param>
/// <param name="toolFor">Says who collects evidence of a target, and with what.</param>
public sealed class EvidenceLocker(IEvidenceSink sink, IManifestSigner signer, CollectEvidence collect, Func<FindingResource, EvidenceTool> toolFor)
{
    /// <summary>Collects and seals.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <returns>The pieces, the manifest and what could not be had, as people are told.</returns>
    /// <exception cref="InvalidOperationException">Another manifest than the responder's lies in its place.</exception>
    public async Task<ImmutableArray<SealedItem>> FillAsync(Incident incident, TimeProvider clock, CancellationToken cancel)
    {
        var manifest = await sink.FindAsync(incident.Id, EvidenceManifest.FileName, cancel).ConfigureAwait(false)
            ?? await CollectAsync(incident, clock, cancel).ConfigureAwait(false);

        // Whoever sealed it first, what lies there is what is signed and told.
        var content = await sink.ReadAsync(incident.Id, EvidenceManifest.FileName, cancel).ConfigureAwait(false) ?? default;
        if (ManifestFile.Read(content) is not ManifestReading.Read { Entries: var entries })
            throw new InvalidOperationException($"{manifest.Key} in bucket {manifest.Bucket} is no manifest; somebody else put it there. Look at who wrote it before anything is changed.");

        return [.. EvidenceManifest.Pieces(entries), await SignedAsync(incident.Id, manifest, content, clock, cancel).ConfigureAwait(false)];
    }

    private async Task<SealedFile> CollectAsync(Incident incident, TimeProvider clock, CancellationToken cancel)
    {
        var collected = await collect(incident, clock, cancel).ConfigureAwait(false);
        Custody custody = new() { Incident = incident.Id, Account = incident.Target.Account, Region = incident.Target.Region, Tool = toolFor(incident.Target) };
        var content = EvidenceManifest.Write(EvidenceManifest.Chain(custody, collected));
        return await sink.SealAsync(incident.Id, EvidenceManifest.FileName, content, new() { At = clock.GetUtcNow() }, cancel).ConfigureAwait(false);
    }

    // The key is sealed before the signature: where there is a signature, there is what it is checked with.
    private async Task<SealedItem> SignedAsync(IncidentId id, SealedFile manifest, ReadOnlyMemory<byte> content, TimeProvider clock, CancellationToken cancel)
    {
        SealedItem told = new() { Title = $"Manifest of {id}", Location = manifest.Key, Sha256 = manifest.Sha256, At = manifest.Provenance.At };
        if (await sink.FindAsync(id, EvidenceManifest.SignatureName, cancel).ConfigureAwait(false) is not null)
            return told;
        var signature = await signer.SignAsync(SHA256.HashData(content.Span), cancel).ConfigureAwait(false);
        if (signature is ManifestSignature.Refused { Why: var why })
            return told with { Gap = $"It is at {manifest.Key} with SHA-256 {manifest.Sha256}, but it is not signed. {why}" };
        if (signature is not ManifestSignature.Made made)
            throw new InvalidOperationException($"Signing gave {signature}, which is neither a signature nor a refusal.");

        Provenance now = new() { At = clock.GetUtcNow() };
        await sink.SealAsync(id, EvidenceManifest.KeyName, Encoding.ASCII.GetBytes(made.PublicKeyPem), now, cancel).ConfigureAwait(false);
        await sink.SealAsync(id, EvidenceManifest.SignatureName, made.Der, now, cancel).ConfigureAwait(false);
        return told;
    }
}
