using System.Security.Cryptography;

namespace IncidentResponder.Core.Preserve;

/// <summary>Checks a manifest's signature with the key beside it, and with one kept elsewhere.</summary>
public static class ManifestSignatureCheck
{
    /// <summary>The fault; null when the signature holds.</summary>
    /// <param name="folder">What is found.</param>
    /// <param name="ownKeyPem">The public key that is kept elsewhere, PEM; null when there is none.</param>
    public static EvidenceFault? FaultOf(EvidenceFolder folder, string? ownKeyPem)
    {
        if (folder.Signature is not { } signature)
            return Missing(EvidenceManifest.SignatureName, "nothing vouches for the last entry");
        if (folder.PublicKeyPem is not { } sealedKey)
            return Missing(EvidenceManifest.KeyName, "the signature can't be checked");
        if (ownKeyPem is not null && IsSignedBy(folder.Manifest.Span, signature.Span, ownKeyPem))
            return SameKey(sealedKey, ownKeyPem) ? null : Replaced("the signature holds with your key, so the signature is right and the key beside it is not");
        if (!IsSignedBy(folder.Manifest.Span, signature.Span, sealedKey))
            return Wrong();
        return ownKeyPem is null ? null : Replaced("the signature holds with it and not with your key, so whoever put it there made the signature");
    }

    /// <summary>Whether the signature is of this content by this key.</summary>
    /// <param name="content">What was signed.</param>
    /// <param name="der">ECDSA over SHA-256, as DER.</param>
    /// <param name="publicKeyPem">The public key, as PEM.</param>
    public static bool IsSignedBy(ReadOnlySpan<byte> content, ReadOnlySpan<byte> der, string publicKeyPem)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(publicKeyPem);
            return key.VerifyData(content, der, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    private static bool SameKey(string one, string other)
    {
        try
        {
            using var first = ECDsa.Create();
            using var second = ECDsa.Create();
            first.ImportFromPem(one);
            second.ImportFromPem(other);
            return first.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(second.ExportSubjectPublicKeyInfo());
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    private static EvidenceFault Replaced(string so) => Fault(
        EvidenceFaultKind.KeyReplaced,
        EvidenceManifest.KeyName,
        $"{EvidenceManifest.KeyName} is not the key that you gave: {so}. Compare both with `aws kms get-public-key` of the deployment's evidence key.");

    private static EvidenceFault Missing(string file, string so) => Fault(
        EvidenceFaultKind.SignatureMissing, file, $"{file} is not there, so {so}; fetch it from the bucket, or read in the ledger why the manifest was not signed.");

    private static EvidenceFault Wrong() => Fault(
        EvidenceFaultKind.SignatureWrong,
        EvidenceManifest.SignatureName,
        "The signature is not of this manifest by this key: the manifest was edited at its end or made anew, or the signature is of another key. "
        + $"Fetch the sealed versions of {EvidenceManifest.FileName}, {EvidenceManifest.SignatureName} and {EvidenceManifest.KeyName} from the bucket and compare.");

    private static EvidenceFault Fault(EvidenceFaultKind kind, string file, string why) => new(kind, null, file, why);
}
