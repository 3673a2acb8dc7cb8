using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using IncidentResponder.Aws.Approve;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Approve;

public sealed class KmsLinkKeysTests(MotoServer moto) : IDisposable
{
    private static readonly IncidentId Incident = Some.Incident().Id;

    private readonly AmazonKeyManagementServiceClient _kms =
        new(CannedAws.Credentials, new AmazonKeyManagementServiceConfig { ServiceURL = moto.Url, AuthenticationRegion = "eu-west-1" });

    public void Dispose() => _kms.Dispose();

    [Fact]
    public async Task Links_WhileKeysAreChanged_OpenUntilTheFormerKeyIsTakenOut()
    {
        var (former, present) = ($"HS256/{await HmacAsync()}", $"ES256/{await SigningAsync()}");
        var old = await TokenAsync(former);
        var both = KmsLinkKeys.Read(_kms, $"{present},{former}");

        (await ReadAsync(both, old)).ShouldBeOfType<LinkReading.Valid>();
        (await ReadAsync(both, await TokenAsync($"{present},{former}"))).ShouldBeOfType<LinkReading.Valid>();
        (await ReadAsync(KmsLinkKeys.Read(_kms, present), old)).ShouldBeOfType<LinkReading.Forged>();
    }

    [Fact]
    public async Task Links_OfOneKeyUnderTheOthersAlgorithm_AreForged()
    {
        var (mac, signing) = (await HmacAsync(), await SigningAsync());
        var ring = KmsLinkKeys.Read(_kms, $"HS256/{mac},ES256/{signing}");
        var parts = (await TokenAsync($"ES256/{signing}")).Split('.');
        var other = (await TokenAsync($"HS256/{mac}")).Split('.');

        (await ReadAsync(ring, $"{other[0]}.{parts[1]}.{parts[2]}")).ShouldBeOfType<LinkReading.Forged>();
        (await ReadAsync(ring, $"{parts[0]}.{other[1]}.{other[2]}")).ShouldBeOfType<LinkReading.Forged>();
    }

    [Theory]
    [InlineData("1234")]
    [InlineData("RS256/1234")]
    [InlineData("HS256/")]
    [InlineData("none/1234")]
    [InlineData("HS256/1234,ES256/1234")]
    [InlineData("")]
    public void Read_NoSuchAlgorithmOrKey_NamesTheSettingAndItsValue(string text) =>
        Should.Throw<FormatException>(() => KmsLinkKeys.Read(_kms, text)).Message.ShouldContain($"'{text.Split(',')[0]}");

    [Fact]
    public async Task Links_KeyIsGone_AreNotSentYetAndSaySo()
    {
        var fault = await Should.ThrowAsync<NoticeNotSentException>(() => TokenAsync("HS256/1234abcd-12ab-34cd-56ef-1234567890ab"));
        fault.Message.ShouldContain("NotFoundException");
    }

    private async Task<string> HmacAsync() =>
        (await _kms.CreateKeyAsync(new CreateKeyRequest { KeySpec = KeySpec.HMAC_256, KeyUsage = KeyUsageType.GENERATE_VERIFY_MAC })).KeyMetadata.KeyId;

    private async Task<string> SigningAsync() =>
        (await _kms.CreateKeyAsync(new CreateKeyRequest { KeySpec = KeySpec.ECC_NIST_P256, KeyUsage = KeyUsageType.SIGN_VERIFY })).KeyMetadata.KeyId;

    private Task<string> TokenAsync(string keys) => new ApprovalLinks(KmsLinkKeys.Read(_kms, keys).Sealing, "incidents").TokenAsync(
        Incident, new string('a', 64), "ada@example.com", LinkTerm.ToUndo(Some.Moment), default);

    private static Task<LinkReading> ReadAsync(LinkKeyRing ring, string token) =>
        new LinkReader(ring, "incidents").ReadAsync(token, Incident, Some.Moment.AddMinutes(1), default);
}
