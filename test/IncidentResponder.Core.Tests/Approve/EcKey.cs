using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using IncidentResponder.Core.Approve;

namespace IncidentResponder.Core.Tests.Approve;

/// <summary>A P-256 key as KMS holds one: it signs as DER, and its public key checks.</summary>
internal sealed class EcKey(ECDsa key, string id) : ILinkKey
{
    private readonly byte[] _public = key.ExportSubjectPublicKeyInfo();

    public string Id => id;

    public string Algorithm => "ES256";

    internal static EcKey Of(JsonElement jwk, string id) => new(
        ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Base64Url.DecodeFromChars(jwk.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(jwk.GetProperty("y").GetString()) },
        }),
        id);

    internal static EcKey New(string id) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), id);

    public Task<byte[]> MacAsync(ReadOnlyMemory<byte> message, CancellationToken cancel) => Task.FromResult(
        Es256.FromDer(key.SignData(message.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))!);

    public Task<bool> VerifyAsync(ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> mac, CancellationToken cancel) =>
        Task.FromResult(Es256.Verify(_public, message.Span, mac.Span));
}
