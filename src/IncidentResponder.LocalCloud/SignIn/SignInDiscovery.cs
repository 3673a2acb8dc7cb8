using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.SignIn;

/// <summary>What a provider tells of itself (OpenID Connect Discovery 1.0 §3).</summary>
internal static class SignInDiscovery
{
    /// <summary>Writes it.</summary>
    /// <param name="issuer">The provider, as it names itself.</param>
    internal static JsonObject Of(string issuer) => new()
    {
        ["issuer"] = issuer,
        ["authorization_endpoint"] = issuer + "/authorize",
        ["token_endpoint"] = issuer + "/token",
        ["jwks_uri"] = issuer + "/keys",
        ["response_types_supported"] = Texts("code"),
        ["response_modes_supported"] = Texts("query"),
        ["grant_types_supported"] = Texts("authorization_code"),
        ["subject_types_supported"] = Texts("public"),
        ["id_token_signing_alg_values_supported"] = Texts("RS256"),
        ["token_endpoint_auth_methods_supported"] = Texts("client_secret_basic"),
        ["code_challenge_methods_supported"] = Texts("S256"),
        ["authorization_response_iss_parameter_supported"] = true,
        ["scopes_supported"] = Texts("openid", "email", "profile"),
        ["claims_supported"] = Texts("iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "email", "email_verified", "name"),
    };

    private static JsonArray Texts(params string[] all) => new([.. all.Select(one => (JsonNode)one)]);
}
