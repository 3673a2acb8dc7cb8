namespace IncidentResponder.Core.Approve;

/// <summary>What opening a sealed text showed.</summary>
public abstract record SealReading
{
    private SealReading()
    {
    }

    /// <summary>The seal is ours.</summary>
    /// <param name="Payload">The bytes under it.</param>
    /// <param name="KeyId">The key that made it.</param>
    public sealed record Whole(ReadOnlyMemory<byte> Payload, string KeyId) : SealReading;

    /// <summary>It is not.</summary>
    /// <param name="Why">A sentence that names what is wrong.</param>
    public sealed record Broken(string Why) : SealReading;
}
