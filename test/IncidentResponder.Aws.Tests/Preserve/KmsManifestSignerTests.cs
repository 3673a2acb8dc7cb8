using System.Security.Cryptography;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using IncidentResponder.Aws.Preserve;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Aws.Tests.Preserve;

public sealed class KmsManifestSignerTests(MotoServer moto)
{
    [Fact]
    public async Task Sign_WithAKeyOfKms_HoldsWithItsPublicKey()
    {
        using var kms = Kms();
        var key = await kms.CreateKeyAsync(new CreateKeyRequest { KeySpec = KeySpec.ECC_NIST_P256, KeyUsage = KeyUsageType.SIGN_VERIFY });

        var made = await new KmsManifestSigner(kms, key.KeyMetadata.Arn).SignAsync(SHA256.HashData("manifest"u8), default);

        var (der, pem) = made.ShouldBeOfType<ManifestSignature.Made>();
        ManifestSignatureCheck.IsSignedBy("manifest"u8, der.Span, pem).ShouldBeTrue();
        ManifestSignatureCheck.IsSignedBy("another"u8, der.Span, pem).ShouldBeFalse();
    }

    [Fact]
    public async Task Sign_NoSuchKey_IsRefusedWithTheReason()
    {
        using var kms = Kms();

        var refused = await new KmsManifestSigner(kms, "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab")
            .SignAsync(SHA256.HashData("manifest"u8), default);

        refused.ShouldBeOfType<ManifestSignature.Refused>().Why.ShouldContain("NotFoundException");
    }

    private AmazonKeyManagementServiceClient Kms() =>
        new(CannedAws.Credentials, new AmazonKeyManagementServiceConfig { ServiceURL = moto.Url, AuthenticationRegion = "eu-west-1" });
}
