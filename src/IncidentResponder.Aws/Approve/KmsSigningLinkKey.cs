using System.Security.Cryptography;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Aws.Approve;

/// <summary>Seals links with an ECC_NIST_P256 key that never leaves KMS. They are checked here, with its public key, which is asked for once.</summary>
/// <param name="client">The client.</param>
/// <param name="keyId">The key's id or ARN.</param>
public sealed class KmsSigningLinkKey(IAmazonKeyManagementService client, string keyId) : ILinkKey
{
    private byte[]? _publicKey;

    /// <inheritdoc/>
    public string Id => keyId;

    /// <inheritdoc/>
    public string Algorithm => "ES256";

    /// <inheritdoc/>
    public async Task<byte[]> MacAsync(ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        try
        {
            using MemoryStream digest = new(SHA256.HashData(message.Span), writable: false);
            var made = await client.SignAsync(
                new SignRequest { KeyId = keyId, Message = digest, MessageType = MessageType.DIGEST, SigningAlgorithm = SigningAlgorithmSpec.ECDSA_SHA_256 },
                cancel).ConfigureAwait(false);
            return Es256.FromDer(made.Signature.ToArray())
                ?? throw new InvalidOperationException($"KMS signed with {keyId} and what came back is no ECDSA signature over P-256; check that the key's spec is ECC_NIST_P256.");
        }
        catch (AmazonServiceException refused)
        {
            throw new NoticeNotSentException($"KMS did not sign the link with key {keyId} ({refused.ErrorCode}); it is tried again.", refused);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> VerifyAsync(ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> mac, CancellationToken cancel)
    {
        _publicKey ??= (await client.GetPublicKeyAsync(new GetPublicKeyRequest { KeyId = keyId }, cancel).ConfigureAwait(false)).PublicKey.ToArray();
        return Es256.Verify(_publicKey, message.Span, mac.Span);
    }
}
