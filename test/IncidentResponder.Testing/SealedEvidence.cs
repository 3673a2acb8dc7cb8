using System.Collections.Immutable;
using System.Security.Cryptography;
using IncidentResponder.Core;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Testing;

/// <summary>An incident's evidence, sealed and signed: files with a manifest, its signature and the public key.</summary>
public sealed class SealedEvidence : IDisposable
{
    /// <summary>The incident.</summary>
    public static IncidentId Incident { get; } = IncidentId.Parse("INC-20260114-8c1f0a2b9d3e4f50");

    /// <summary>Seals contents in this order as "piece-1.txt" and so on, then something that is missing and a snapshot.</summary>
    public SealedEvidence(params IReadOnlyList<byte[]> contents)
    {
        Files = contents.Select((content, at) => (Name: $"piece-{at + 1}.txt", content)).ToImmutableSortedDictionary(one => one.Name, one => one.content, StringComparer.Ordinal);
        Entries = EvidenceManifest.Chain(SomeCustody, [.. contents.Select((content, at) => File($"piece-{at + 1}.txt", content)), Missing, Snapshot]);
    }

    /// <summary>Who signs.</summary>
    public InMemoryManifestSigner Signer { get; } = new();

    /// <summary>The files but those of the manifest, by name.</summary>
    public ImmutableSortedDictionary<string, byte[]> Files { get; init; }

    /// <summary>The manifest's entries.</summary>
    public ImmutableArray<ManifestEntry> Entries { get; }

    /// <summary>What all entries share.</summary>
    public static Custody SomeCustody { get; } = new()
    {
        Incident = Incident,
        Account = Some.Account,
        Region = Some.Region,
        Tool = new($"arn:aws:iam::{Some.Account}:role/ir-preserve", "IncidentResponder 1.0", new('a', 64)),
    };

    private static string Source => Some.Instance().Arn!;

    private static CollectedEvidence Missing { get; } = CollectedEvidence.Missing(
        "Console screenshot", Some.Instance().Id, Source, new() { At = Some.Moment, Reason = "AWS has none." });

    private static CollectedEvidence Snapshot { get; } = CollectedEvidence.InAws(
        "Snapshot", "snap-0a1b2c3d4e5f67890", "arn:aws:ec2:eu-west-1::snapshot/snap-0a1b2c3d4e5f67890", "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1", new() { At = Some.Moment });

    /// <summary>The folder as it is found, with other entries or files where they are given; signed as the sealed entries are.</summary>
    public EvidenceFolder Found(ImmutableArray<ManifestEntry>? entries = null, IReadOnlyDictionary<string, byte[]>? files = null) => new()
    {
        Manifest = EvidenceManifest.Write(entries ?? Entries),
        Signature = Signer.Sign(EvidenceManifest.Write(Entries)),
        PublicKeyPem = Signer.PublicKeyPem,
        Files = [.. (files ?? Files).Select(file => new HeldFile(file.Key, "", file.Value.Length, Convert.ToHexStringLower(SHA256.HashData(file.Value))))],
    };

    /// <summary>Writes it all into a folder.</summary>
    public void WriteTo(string folder)
    {
        var found = Found();
        foreach (var (name, content) in Files)
            System.IO.File.WriteAllBytes(Path.Combine(folder, name), content);
        System.IO.File.WriteAllBytes(Path.Combine(folder, EvidenceManifest.FileName), found.Manifest.ToArray());
        System.IO.File.WriteAllBytes(Path.Combine(folder, EvidenceManifest.SignatureName), found.Signature!.Value.ToArray());
        System.IO.File.WriteAllText(Path.Combine(folder, EvidenceManifest.KeyName), found.PublicKeyPem);
    }

    /// <inheritdoc/>
    public void Dispose() => Signer.Dispose();

    private static CollectedEvidence File(string name, byte[] content) => CollectedEvidence.File("Console output", Source, new()
    {
        Bucket = InMemoryEvidenceSink.Bucket,
        Key = EvidenceManifest.FolderOf(Incident) + name,
        VersionId = "v1",
        SizeBytes = content.Length,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        Provenance = new() { At = Some.Moment, RequestId = "e7bb1dd0-0bc7-4cf5-9d0f-000000000001" },
    });
}
