namespace IncidentResponder.Core.Preserve;

/// <summary>Where evidence is sealed: written once, with its hash, so that nobody can change it later.</summary>
public interface IEvidenceSink
{
    /// <summary>Seals one piece of content and says where it lies. Sealing the same file of the same incident again keeps the first.</summary>
    /// <param name="incident">The incident it belongs to.</param>
    /// <param name="title">What it is, for people: "Console output of i-0abc".</param>
    /// <param name="fileName">The last part of its key: "01-instance.json".</param>
    /// <param name="content">The content.</param>
    /// <param name="at">When it was collected.</param>
    /// <param name="cancel">Stops the wait.</param>
    Task<SealedItem> SealAsync(
        IncidentId incident, string title, string fileName, ReadOnlyMemory<byte> content, DateTimeOffset at, CancellationToken cancel);
}
