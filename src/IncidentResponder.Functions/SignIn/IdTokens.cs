using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IncidentResponder.Functions.SignIn;

/// <summary>Checks ID tokens by OpenID Connect Core 1.0 §3.1.3.7, stricter where it leaves a choice.</summary>
/// <param name="issuer">The provider, as it names itself.</param>
/// <param name="clientId">This application's name at the provider.</param>
public sealed class IdTokens(string issuer, string clientId)
{
    /// <summary>By how much the provider's clock and ours may differ.</summary>
    public static TimeSpan Skew { get; } = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler _reader = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 16_384 };

    /// <summary>Reads a token.</summary>
    public async Task<JsonWebToken?> ReadAsync(string token, string keys, DateTimeOffset now)
    {
        JsonWebKeySet set = new(keys);
        TokenValidationParameters rules = new()
        {
            ValidIssuer = issuer,
            ValidAudience = clientId,
            ValidAlgorithms = ["RS256", "ES256"],
            IssuerSigningKeys = set.GetSigningKeys(),
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = (_, until, _, _) => until is { } end && now < end + Skew,
        };
        var result = await _reader.ValidateTokenAsync(token, rules).ConfigureAwait(false);
        return result.IsValid ? result.SecurityToken as JsonWebToken : null;
    }
}
