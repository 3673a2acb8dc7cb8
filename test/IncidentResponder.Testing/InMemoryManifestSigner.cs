using System.Security.Cryptography;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Testing;

/// <summary>Signs with a key in memory, as KMS does with one of its own.</summary>
public sealed class InMemoryManifestSigner : IManifestSigner, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Why it refuses; null while it signs.</summary>
    public string? Refusal { get; set; }

    /// <summary>The public key, as PEM.</summary>
    public string PublicKeyPem => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>Signs content.</summary>
    public byte[] Sign(ReadOnlySpan<byte> content) => _key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc/>
    public Task<ManifestSignature> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancel) =>
        Task.FromResult<ManifestSignature>(Refusal is { } why
            ? new ManifestSignature.Refused(why)
            : new ManifestSignature.Made(_key.SignHash(digest.Span, DSASignatureFormat.Rfc3279DerSequence), PublicKeyPem));

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
