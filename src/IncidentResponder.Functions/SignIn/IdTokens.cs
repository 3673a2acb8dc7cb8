using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentResponder.Core.Decide;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IncidentResponder.Functions.SignIn;

/// <summary>Checks ID tokens by OpenID Connect Core 1.0 §3.1.3.7, and strictly where it leaves a choice.</summary>
public static class IdTokens
{
    /// <summary>By how much the provider's clock and ours may differ.</summary>
    public static TimeSpan Skew { get; } = TimeSpan.FromMinutes(1);

    // The algorithms are ours to name, so a token can choose neither "none" nor a secret's. Claims keep the names that they have.
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];
    private static readonly JsonWebTokenHandler Reader = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 16_384 };

    /// <summary>Checks a token: signature, issuer, audience and time first, then what it says.</summary>
    /// <param name="token">The token as the provider gave it.</param>
    /// <param name="keys">The provider's keys.</param>
    /// <param name="settings">Which provider, and who we are to it.</param>
    /// <param name="nonce">What the token must bear so that it is the answer to our question.</param>
    /// <param name="now">The server's clock.</param>
    public static async Task<IdTokenReading> ReadAsync(string token, JsonWebKeySet keys, SignInSettings settings, string nonce, DateTimeOffset now)
    {
        var result = await Reader.ValidateTokenAsync(token, RulesOf(keys, settings, now)).ConfigureAwait(false);
        return result switch
        {
            { IsValid: true, SecurityToken: JsonWebToken read } => Judge(read, settings, nonce, now),
            { Exception: SecurityTokenSignatureKeyNotFoundException } => new IdTokenReading.UnknownKey(),
            _ => new IdTokenReading.Refused($"The ID token is not good: {result.Exception?.GetType().Name ?? "it can't be read"}."),
        };
    }

    private static TokenValidationParameters RulesOf(JsonWebKeySet keys, SignInSettings settings, DateTimeOffset now) => new()
    {
        ValidIssuer = settings.Issuer,
        ValidAudience = settings.ClientId,
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = keys.GetSigningKeys(),
        TryAllIssuerSigningKeys = false,
        LifetimeValidator = (from, until, _, _) => until is { } end && now.UtcDateTime - Skew < end && (from is not { } start || now.UtcDateTime + Skew > start),
    };

    private static IdTokenReading Judge(JsonWebToken token, SignInSettings settings, string nonce, DateTimeOffset now)
    {
        if (token.Audiences.Count() != 1 || (Text(token, "azp") is { } party && party != settings.ClientId))
            return new IdTokenReading.Refused("The ID token is for others besides this application.");
        if (Text(token, "nonce") is not { } borne || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(borne), Encoding.UTF8.GetBytes(nonce)))
            return new IdTokenReading.Refused("The ID token answers another sign-in than the one that this browser began.");
        if (Time(token, "iat") is not { } issued || issued > now + Skew)
            return new IdTokenReading.Refused("The ID token does not say when it was issued, or says a time to come.");
        if (Text(token, "email") is not { } address || !Approver.IsAddress(address))
            return new IdTokenReading.Refused("The provider gave no e-mail address; let it give the claim \"email\" to this application.");
        if (!IsConfirmed(token))
            return new IdTokenReading.Refused($"The provider has not confirmed that {address} is yours (claim \"email_verified\").");

        // A time to come would vouch for longer than it may.
        var proved = Time(token, "auth_time");
        return new IdTokenReading.Somebody(address.ToLowerInvariant(), proved <= now + Skew ? proved : null);
    }

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<object>(claim, out var value) ? value as string : null;

    private static DateTimeOffset? Time(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<long>(claim, out var seconds) && seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    // Amazon Cognito gives it as a text where the address came from another provider.
    private static bool IsConfirmed(JsonWebToken token) => token.TryGetPayloadValue<object>("email_verified", out var value) && value switch
    {
        bool confirmed => confirmed,
        string text => text.Equals("true", StringComparison.Ordinal),
        JsonElement { ValueKind: JsonValueKind.True } => true,
        _ => false,
    };
}
