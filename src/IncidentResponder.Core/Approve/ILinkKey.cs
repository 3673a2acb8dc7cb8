namespace IncidentResponder.Core.Approve;

/// <summary>A key that seals links, whose secret never leaves its keeper. It has one algorithm for all its life.</summary>
public interface ILinkKey
{
    /// <summary>The key's name as it stands in links; not a secret, letters, digits and "-/:", at most 200 characters.</summary>
    string Id { get; }

    /// <summary>The algorithm's name by RFC 7518: "HS256" (HMAC-SHA-256, 32 bytes) or "ES256" (ECDSA over P-256 and SHA-256, 64 bytes).</summary>
    string Algorithm { get; }

    /// <summary>Computes the seal of the message.</summary>
    Task<byte[]> MacAsync(ReadOnlyMemory<byte> message, CancellationToken cancel);

    /// <summary>True when the seal is this message's. A wrong one is an answer, not an exception.</summary>
    Task<bool> VerifyAsync(ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> mac, CancellationToken cancel);
}
