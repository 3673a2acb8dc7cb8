using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using IncidentResponder.Core;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Testing;

/// <summary>Keeps sealed evidence in memory, the first of each name.</summary>
public sealed class InMemoryEvidenceSink : IEvidenceSink
{
    private readonly ConcurrentDictionary<string, (SealedFile File, byte[] Content)> _sealed = new(StringComparer.Ordinal);

    /// <summary>The bucket's name.</summary>
    public const string Bucket = "evidence-bucket";

    /// <summary>What is sealed, by key.</summary>
    public IReadOnlyDictionary<string, byte[]> Contents => _sealed.ToDictionary(one => one.Key, one => one.Value.Content, StringComparer.Ordinal);

    /// <summary>Files of the incident, by name, as text.</summary>
    public string TextOf(IncidentId incident, string fileName) => Encoding.UTF8.GetString(_sealed[KeyOf(incident, fileName)].Content);

    /// <inheritdoc/>
    public Task<SealedFile?> FindAsync(IncidentId incident, string fileName, CancellationToken cancel) =>
        Task.FromResult(_sealed.TryGetValue(KeyOf(incident, fileName), out var kept) ? kept.File : null);

    /// <inheritdoc/>
    public Task<SealedFile> SealAsync(
        IncidentId incident, string fileName, ReadOnlyMemory<byte> content, Provenance provenance, CancellationToken cancel) =>
        Task.FromResult(_sealed.GetOrAdd(KeyOf(incident, fileName), key => (Made(key, content, provenance), content.ToArray())).File);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> ReadAsync(IncidentId incident, string fileName, CancellationToken cancel) =>
        Task.FromResult(_sealed.TryGetValue(KeyOf(incident, fileName), out var kept) ? kept.Content : (ReadOnlyMemory<byte>?)null);

    private static string KeyOf(IncidentId incident, string fileName) => EvidenceManifest.FolderOf(incident) + fileName;

    private static SealedFile Made(string key, ReadOnlyMemory<byte> content, Provenance provenance) => new()
    {
        Bucket = Bucket,
        Key = key,
        VersionId = $"v-{key.Length}",
        SizeBytes = content.Length,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span)),
        Provenance = provenance,
    };
}
