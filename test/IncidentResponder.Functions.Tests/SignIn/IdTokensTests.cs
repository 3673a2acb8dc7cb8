using System.Security.Cryptography;
using System.Text;
using IncidentResponder.Functions.SignIn;
using IncidentResponder.Testing;
using Microsoft.IdentityModel.Tokens;

namespace IncidentResponder.Functions.Tests.SignIn;

public sealed class IdTokensTests
{
    private const string Nonce = "n-0S6_WzA2Mj";

    private static readonly DateTimeOffset Now = Some.Moment;
    private static readonly Provider Provider = new();

    [Fact]
    public async Task Read_GoodToken_TellsWhoAndSinceWhen() =>
        (await ReadAsync(Provider.Sign(Provider.Claims(Nonce, Now, "Ada@Example.com"))))
            .ShouldBe(new IdTokenReading.Somebody(ApprovalScene.Ada, DateTimeOffset.FromUnixTimeSeconds(Now.AddMinutes(-1).ToUnixTimeSeconds())));

    [Theory]
    [InlineData("iss", "https://login.example.com/pool/")]
    [InlineData("iss", "https://evil.example")]
    [InlineData("iss", null)]
    [InlineData("aud", "another-application")]
    [InlineData("aud", null)]
    [InlineData("aud", new[] { "incident-responder", "another-application" })]
    [InlineData("azp", "another-application")]
    [InlineData("nonce", "n-0S6_WzA2Mk")]
    [InlineData("nonce", "")]
    [InlineData("nonce", 7)]
    [InlineData("nonce", null)]
    [InlineData("email", null)]
    [InlineData("email", "")]
    [InlineData("email", "nobody")]
    [InlineData("email", "ada@example.com,mallory@example.net")]
    [InlineData("email", new[] { "ada@example.com" })]
    [InlineData("email_verified", false)]
    [InlineData("email_verified", "false")]
    [InlineData("email_verified", "yes")]
    [InlineData("email_verified", 1)]
    [InlineData("email_verified", null)]
    [InlineData("exp", null)]
    [InlineData("exp", "tomorrow")]
    [InlineData("iat", null)]
    public async Task Read_ClaimThatIsNotAsItMustBe_ProvesNobody(string claim, object? value)
    {
        var claims = Provider.Claims(Nonce, Now);
        claims.Remove(claim);
        if (value is not null)
            claims[claim] = value;
        (await ReadAsync(Provider.Sign(claims))).ShouldBeOfType<IdTokenReading.Refused>().Why.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("exp", -59, true)]
    [InlineData("exp", -61, false)]
    [InlineData("nbf", 59, true)]
    [InlineData("nbf", 61, false)]
    [InlineData("iat", 59, true)]
    [InlineData("iat", 61, false)]
    public async Task Read_TimesAroundNow_HaveAMinuteOfSkew(string claim, int seconds, bool good)
    {
        var claims = Provider.Claims(Nonce, Now);
        claims[claim] = Now.AddSeconds(seconds).ToUnixTimeSeconds();
        ((await ReadAsync(Provider.Sign(claims))) is IdTokenReading.Somebody).ShouldBe(good);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("yesterday")]
    [InlineData(-5L)]
    [InlineData(253_402_300_800L)]
    public async Task Read_TimeOfProofThatIsNone_VouchesForNobody(object? time)
    {
        var claims = Provider.Claims(Nonce, Now);
        claims.Remove("auth_time");
        if (time is not null)
            claims["auth_time"] = time;
        (await ReadAsync(Provider.Sign(claims))).ShouldBe(new IdTokenReading.Somebody(ApprovalScene.Ada, null));
    }

    [Fact]
    public async Task Read_AddressThatAnotherProviderConfirmed_IsTakenAsCognitoWritesIt()
    {
        var claims = Provider.Claims(Nonce, Now);
        claims["email_verified"] = "true";
        (await ReadAsync(Provider.Sign(claims))).ShouldBeOfType<IdTokenReading.Somebody>();
    }

    [Fact]
    public async Task Read_UnsignedOrSignedWithWhatEverybodyKnows_ProvesNobody()
    {
        var claims = Provider.Claims(Nonce, Now);
        var good = Provider.Sign(claims).Split('.');
        var publicKey = Encoding.UTF8.GetBytes(Provider.Key.Rsa.ExportSubjectPublicKeyInfoPem());
        foreach (var (what, token) in new[]
        {
            ("alg none", $"{Part("""{"alg":"none","typ":"JWT"}""")}.{good[1]}."),
            ("alg None", $"{Part("""{"alg":"None"}""")}.{good[1]}."),
            ("no signature", $"{good[0]}.{good[1]}."),
            ("no third part", $"{good[0]}.{good[1]}"),
            ("HS256 with the public key", Provider.Sign(claims, new(new SymmetricSecurityKey(publicKey) { KeyId = "one" }, SecurityAlgorithms.HmacSha256))),
            ("another alg of the same key", Provider.Sign(claims, new(Provider.Key, SecurityAlgorithms.RsaSha512))),
            ("changed payload", $"{good[0]}.{Part(Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(good[1])).Replace("ada@", "eve@", StringComparison.Ordinal))}.{good[2]}"),
            ("five parts", $"{good[0]}.{good[1]}.{good[2]}.{good[1]}.{good[2]}"),
            ("nothing", ""),
            ("no token", "no.to.ken"),
            ("too long", new string('a', 20_000)),
        })
            (await ReadAsync(token)).ShouldNotBeOfType<IdTokenReading.Somebody>(what);
    }

    [Fact]
    public async Task Read_KeyThatTheTokenBringsAlong_IsNotLookedAt()
    {
        using var mine = RSA.Create(2048);
        RsaSecurityKey key = new(mine) { KeyId = "one" };
        var numbers = mine.ExportParameters(false);
        Dictionary<string, object> jwk = new() { ["kty"] = "RSA", ["n"] = Base64UrlEncoder.Encode(numbers.Modulus), ["e"] = Base64UrlEncoder.Encode(numbers.Exponent) };
        foreach (var header in new Dictionary<string, object>[] { [], new() { ["jwk"] = jwk }, new() { ["jku"] = "https://evil.example/keys" }, new() { ["x5u"] = "https://evil.example/keys" } })
            (await ReadAsync(Provider.Sign(Provider.Claims(Nonce, Now), new(key, SecurityAlgorithms.RsaSha256), header))).ShouldBeOfType<IdTokenReading.Refused>();
    }

    [Fact]
    public async Task Read_KeyWithAnotherName_IsUnknown()
    {
        using var rsa = RSA.Create(2048);
        RsaSecurityKey other = new(rsa) { KeyId = "other" };
        (await ReadAsync(Provider.Sign(Provider.Claims(Nonce, Now), new(other, SecurityAlgorithms.RsaSha256)))).ShouldBe(new IdTokenReading.UnknownKey());
    }

    private static Task<IdTokenReading> ReadAsync(string token) => IdTokens.ReadAsync(token, Provider.Keys, Provider.Settings, Nonce, Now);

    private static string Part(string json) => Base64UrlEncoder.Encode(json);
}
