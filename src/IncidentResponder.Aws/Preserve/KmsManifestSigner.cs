using System.Security.Cryptography;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Aws.Preserve;

/// <summary>Signs manifests with an ECC_NIST_P256 key that never leaves KMS.</summary>
/// <param name="client">The client.</param>
/// <param name="keyArn">The key's ARN.</param>
public sealed class KmsManifestSigner(IAmazonKeyManagementService client, string keyArn) : IManifestSigner
{
    /// <inheritdoc/>
    public async Task<ManifestSignature> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancel)
    {
        try
        {
            using MemoryStream body = new(digest.ToArray(), writable: false);
            var made = await client.SignAsync(
                new SignRequest { KeyId = keyArn, Message = body, MessageType = MessageType.DIGEST, SigningAlgorithm = SigningAlgorithmSpec.ECDSA_SHA_256 },
                cancel).ConfigureAwait(false);
            var key = await client.GetPublicKeyAsync(new GetPublicKeyRequest { KeyId = keyArn }, cancel).ConfigureAwait(false);
            return Checked(digest.Span, made.Signature.ToArray(), key.PublicKey.ToArray());
        }
        catch (AmazonServiceException refused)
        {
            return new ManifestSignature.Refused($"KMS refused to sign with {keyArn}: {refused.ErrorCode ?? $"HTTP {(int)refused.StatusCode}"}.");
        }
    }

    // What is sealed must hold, for nobody can seal it again.
    private ManifestSignature Checked(ReadOnlySpan<byte> digest, byte[] der, byte[] publicKey)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return key.VerifyHash(digest, der, DSASignatureFormat.Rfc3279DerSequence)
            ? new ManifestSignature.Made(der, key.ExportSubjectPublicKeyInfoPem())
            : new ManifestSignature.Refused($"KMS signed with {keyArn}, but the signature does not hold with that key's public key.");
    }
}
