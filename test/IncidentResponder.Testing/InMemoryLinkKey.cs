using System.Security.Cryptography;
using System.Text;
using IncidentResponder.Core.Approve;

namespace IncidentResponder.Testing;

/// <summary>A link key whose secret is in the test's hands.</summary>
public sealed class InMemoryLinkKey(string id = "11111111-2222-3333-4444-555555555555", byte[]? secret = null) : ILinkKey
{
    private readonly byte[] _secret = secret ?? SHA256.HashData(Encoding.UTF8.GetBytes(id));

    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public string Algorithm => "HS256";

    /// <inheritdoc/>
    public Task<byte[]> MacAsync(ReadOnlyMemory<byte> message, CancellationToken cancel) =>
        Task.FromResult(HMACSHA256.HashData(_secret, message.Span));

    /// <inheritdoc/>
    public Task<bool> VerifyAsync(ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> mac, CancellationToken cancel) =>
        Task.FromResult(CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_secret, message.Span), mac.Span));
}
