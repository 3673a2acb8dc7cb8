namespace IncidentResponder.Core.Preserve;

/// <summary>What signing a manifest gave.</summary>
public abstract record ManifestSignature
{
    private ManifestSignature()
    {
    }

    /// <summary>It is signed, and the signature was checked with the public key.</summary>
    /// <param name="Der">ECDSA over P-256 and SHA-256, as DER.</param>
    /// <param name="PublicKeyPem">The public key, as PEM.</param>
    public sealed record Made(ReadOnlyMemory<byte> Der, string PublicKeyPem) : ManifestSignature;

    /// <summary>It could not be signed.</summary>
    /// <param name="Why">A sentence that names the fault.</param>
    public sealed record Refused(string Why) : ManifestSignature;
}
