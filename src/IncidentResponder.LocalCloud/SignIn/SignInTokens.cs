using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.SignIn;

/// <summary>Exchanges codes for ID tokens (OpenID Connect Core 1.0 §3.1.3).</summary>
/// <param name="setup">The application that may.</param>
/// <param name="codes">The codes.</param>
/// <param name="key">Signs the tokens.</param>
/// <param name="clock">Gives tokens their time.</param>
internal sealed class SignInTokens(SignInSetup setup, SignInCodes codes, SignInKey key, TimeProvider clock)
{
    private const int LifeSeconds = 300;

    /// <summary>Answers a request.</summary>
    /// <param name="issuer">The provider, as it names itself.</param>
    /// <param name="authorization">The header Authorization.</param>
    /// <param name="fields">The form.</param>
    /// <returns>The HTTP status and the JSON. A code that was presented is used up, whatever comes of it.</returns>
    internal (int Status, JsonObject Body) Answer(string issuer, string? authorization, RequestFields fields)
    {
        if (!IsClient(authorization))
            return (401, Error("invalid_client"));
        return (fields["grant_type"], fields["code"], fields["redirect_uri"], fields["code_verifier"]) switch
        {
            (null, _, _, _) => (400, Error("invalid_request")),
            (not "authorization_code", _, _, _) => (400, Error("unsupported_grant_type")),
            (_, { } code, { } redirectUri, { } verifier) => codes.Take(code) is { } grant && grant.IsFor(redirectUri, verifier)
                ? (200, Tokens(issuer, grant))
                : (400, Error("invalid_grant")),
            _ => (400, Error("invalid_request")),
        };
    }

    private JsonObject Tokens(string issuer, SignInGrant grant) => new()
    {
        ["access_token"] = SignInCodes.Secret(),
        ["token_type"] = "Bearer",
        ["expires_in"] = LifeSeconds,
        ["id_token"] = key.Sign(Claims(issuer, grant, clock.GetUtcNow().ToUnixTimeSeconds())),
    };

    private JsonObject Claims(string issuer, SignInGrant grant, long now) => new()
    {
        ["iss"] = issuer,
        ["sub"] = grant.Who.Subject,
        ["aud"] = setup.ClientId,
        ["exp"] = now + LifeSeconds,
        ["iat"] = now,
        ["auth_time"] = grant.At.ToUnixTimeSeconds(),
        ["nonce"] = grant.Request.Nonce,
        ["email"] = grant.Who.Email,
        ["email_verified"] = grant.Who.IsConfirmed,
        ["name"] = grant.Who.Name,
    };

    // Id and secret are form-urlencoded before they become user and password (RFC 6749 §2.3.1).
    private bool IsClient(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header) || !header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            return false;
        var bytes = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(header.Parameter ?? "", bytes, out var length))
            return false;
        return Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var id, var secret]
            && (IsSame(WebUtility.UrlDecode(id), setup.ClientId) & IsSame(WebUtility.UrlDecode(secret), setup.ClientSecret));
    }

    // Takes as long whatever is given; digests are of one length.
    private static bool IsSame(string given, string known) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(known)));

    private static JsonObject Error(string code) => new() { ["error"] = code };
}
