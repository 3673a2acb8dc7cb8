using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace IncidentResponder.Core.Approve;

/// <summary>ECDSA over P-256 and SHA-256 as tokens have it (RFC 7518 §3.4): two numbers of 32 bytes, one after the other.</summary>
public static class Es256
{
    /// <summary>The bytes of a signature.</summary>
    public const int SignatureBytes = 64;

    private const int NumberBytes = SignatureBytes / 2;

    /// <summary>Whether the signature is of this message by this key. Another length than <see cref="SignatureBytes"/> is none.</summary>
    /// <param name="publicKey">The public key, a DER SubjectPublicKeyInfo as KMS gives it.</param>
    /// <param name="message">What was signed.</param>
    /// <param name="signature">The signature.</param>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureBytes)
            return false;

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return key.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>Rewrites a signature as KMS gives it, a strict DER sequence of two positive numbers below 2^256; null when it is anything else.</summary>
    public static byte[]? FromDer(ReadOnlyMemory<byte> der)
    {
        try
        {
            AsnReader outer = new(der, AsnEncodingRules.DER);
            var numbers = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            var (r, s) = (numbers.ReadInteger(), numbers.ReadInteger());
            numbers.ThrowIfNotEmpty();

            var signature = new byte[SignatureBytes];
            return TryWrite(r, signature.AsSpan(0, NumberBytes)) && TryWrite(s, signature.AsSpan(NumberBytes)) ? signature : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static bool TryWrite(BigInteger number, Span<byte> place)
    {
        if (number.Sign <= 0 || number.GetByteCount(isUnsigned: true) > place.Length)
            return false;

        return number.TryWriteBytes(place[^number.GetByteCount(isUnsigned: true)..], out _, isUnsigned: true, isBigEndian: true);
    }
}
