namespace IncidentResponder.Core.Approve;

/// <summary>The key that seals links: HMAC-SHA-256 whose secret never leaves its keeper.</summary>
public interface ILinkKey
{
    /// <summary>The key's name as it stands in links; not a secret, letters, digits and "-/:", at most 200 characters.</summary>
    string Id { get; }

    /// <summary>Computes the 32-byte HMAC-SHA-256 of the message.</summary>
    Task<byte[]> MacAsync(ReadOnlyMemory<byte> message, CancellationToken cancel);

    /// <summary>True when the code is this message's. A wrong code is an answer, not an exception.</summary>
    Task<bool> VerifyAsync(ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> mac, CancellationToken cancel);
}
