using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Aws.Approve;

/// <summary>Seals links with an HMAC_256 key that never leaves KMS.</summary>
/// <param name="client">The client.</param>
/// <param name="keyId">The key's id or ARN.</param>
public sealed class KmsLinkKey(IAmazonKeyManagementService client, string keyId) : ILinkKey
{
    /// <inheritdoc/>
    public string Id => keyId;

    /// <inheritdoc/>
    public string Algorithm => "HS256";

    /// <inheritdoc/>
    public async Task<byte[]> MacAsync(ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        try
        {
            using MemoryStream body = new(message.ToArray(), writable: false);
            var made = await client.GenerateMacAsync(
                new GenerateMacRequest { KeyId = keyId, MacAlgorithm = MacAlgorithmSpec.HMAC_SHA_256, Message = body }, cancel).ConfigureAwait(false);
            return made.Mac.ToArray();
        }
        catch (AmazonServiceException refused)
        {
            throw new NoticeNotSentException($"KMS did not seal the link with key {keyId} ({refused.ErrorCode}); it is tried again.", refused);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> VerifyAsync(ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> mac, CancellationToken cancel)
    {
        using MemoryStream body = new(message.ToArray(), writable: false);
        using MemoryStream code = new(mac.ToArray(), writable: false);
        try
        {
            var checkedMac = await client.VerifyMacAsync(
                new VerifyMacRequest { KeyId = keyId, MacAlgorithm = MacAlgorithmSpec.HMAC_SHA_256, Message = body, Mac = code }, cancel).ConfigureAwait(false);
            return checkedMac.MacValid is true;
        }
        catch (KMSInvalidMacException)
        {
            return false;
        }
    }
}
