namespace IncidentResponder.Core.Preserve;

/// <summary>Where evidence is sealed: written once, with its hash, so that nobody can change it later.</summary>
public interface IEvidenceSink
{
    /// <summary>What an earlier attempt sealed under this name; null when there is nothing.</summary>
    Task<SealedFile?> FindAsync(IncidentId incident, string fileName, CancellationToken cancel);

    /// <summary>Seals content and says where it lies. The same name of the same incident again keeps the first.</summary>
    /// <param name="incident">The incident it belongs to.</param>
    /// <param name="fileName">The last part of its key: "instance.json".</param>
    /// <param name="content">The content.</param>
    /// <param name="provenance">How it was come by; kept with it.</param>
    /// <param name="cancel">Stops the wait.</param>
    Task<SealedFile> SealAsync(
        IncidentId incident, string fileName, ReadOnlyMemory<byte> content, Provenance provenance, CancellationToken cancel);

    /// <summary>The content sealed under this name; null when there is nothing.</summary>
    Task<ReadOnlyMemory<byte>?> ReadAsync(IncidentId incident, string fileName, CancellationToken cancel);
}
