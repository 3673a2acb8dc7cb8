using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentResponder.Functions.SignIn;
using IncidentResponder.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IncidentResponder.Functions.Tests.SignIn;

/// <summary>A provider in memory: it answers what a test says, and keeps what was sent to it.</summary>
internal sealed class Provider : HttpMessageHandler
{
    internal const string Issuer = "https://login.example.com/pool";
    internal const string Client = "incident-responder";

    private readonly RSA _rsa = RSA.Create(2048);

    internal Provider() => Key = new(_rsa) { KeyId = "one" };

    /// <summary>What the operator's secret holds.</summary>
    internal string Secret { get; set; } = $$"""{"issuer":"{{Issuer}}","clientId":"{{Client}}","clientSecret":"s/cr+t:x"}""";

    internal SignInSettings Settings => SignInSettings.Parse(Secret);

    internal RsaSecurityKey Key { get; private set; }

    /// <summary>The ID token that is given for the next code.</summary>
    internal string? IdToken { get; set; }

    /// <summary>The status and the text of the token endpoint, where it does not give the ID token.</summary>
    internal (int Status, string Text)? Fault { get; set; }

    /// <summary>Whether it can be reached.</summary>
    internal bool IsDown { get; set; }

    /// <summary>The document, in place of the usual one.</summary>
    internal string? Document { get; set; }

    /// <summary>The requests to the token endpoint: who asks, and the form.</summary>
    internal List<(string? Authorization, Dictionary<string, string> Form)> Redeemed { get; } = [];

    /// <summary>How often its keys were read.</summary>
    internal int KeyReads { get; private set; }

    internal JsonWebKeySet Keys => new(KeysJson());

    /// <summary>Changes its key.</summary>
    internal void TurnKey() => Key = new(RSA.Create(2048)) { KeyId = "two" };

    /// <summary>The claims of a good token.</summary>
    internal static Dictionary<string, object> Claims(string nonce, DateTimeOffset now, string address = ApprovalScene.Ada) => new()
    {
        ["iss"] = Issuer,
        ["sub"] = "f0e1d2c3",
        ["aud"] = Client,
        ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
        ["iat"] = now.ToUnixTimeSeconds(),
        ["auth_time"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
        ["nonce"] = nonce,
        ["email"] = address,
        ["email_verified"] = true,
    };

    /// <summary>Signs claims, with its own key unless told otherwise.</summary>
    internal string Sign(Dictionary<string, object> claims, SigningCredentials? by = null, Dictionary<string, object>? header = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            JsonSerializer.Serialize(claims), by ?? new(Key, SecurityAlgorithms.RsaSha256), header ?? []);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsDown)
            throw new HttpRequestException(HttpRequestError.ConnectionError);
        return request.RequestUri!.AbsoluteUri switch
        {
            $"{Issuer}/.well-known/openid-configuration" => Answer(200, Document ?? $$"""
                {"issuer":"{{Issuer}}","authorization_endpoint":"https://login.example.com/authorize?tenant=1","token_endpoint":"https://login.example.com/token","jwks_uri":"https://login.example.com/keys"}
                """),
            "https://login.example.com/keys" => Answer(200, ReadKeys()),
            "https://login.example.com/token" => await RedeemAsync(request, cancellationToken),
            _ => Answer(404, "nothing"),
        };
    }

    private string ReadKeys()
    {
        KeyReads++;
        return KeysJson();
    }

    private string KeysJson()
    {
        var numbers = Key.Rsa.ExportParameters(false);
        return $$"""{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"{{Key.KeyId}}","n":"{{Base64UrlEncoder.Encode(numbers.Modulus)}}","e":"{{Base64UrlEncoder.Encode(numbers.Exponent)}}"}]}""";
    }

    private async Task<HttpResponseMessage> RedeemAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        var form = (await request.Content!.ReadAsStringAsync(cancel)).Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        Redeemed.Add((request.Headers.Authorization?.ToString(), form));
        return Fault is var (status, text) ? Answer(status, text) : Answer(200, JsonSerializer.Serialize(new Dictionary<string, string?> { ["access_token"] = "x", ["token_type"] = "Bearer", ["id_token"] = IdToken }));
    }

    private static HttpResponseMessage Answer(int status, string text) =>
        new((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
}
