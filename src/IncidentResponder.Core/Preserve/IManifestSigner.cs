namespace IncidentResponder.Core.Preserve;

/// <summary>Signs manifests with a key that never leaves its place.</summary>
public interface IManifestSigner
{
    /// <summary>Signs a digest.</summary>
    /// <param name="digest">SHA-256 of the manifest's bytes.</param>
    /// <param name="cancel">Stops the wait.</param>
    Task<ManifestSignature> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancel);
}
