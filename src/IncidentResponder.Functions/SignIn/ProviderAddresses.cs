using System.Text.Json;

namespace IncidentResponder.Functions.SignIn;

/// <summary>Where a provider does what (OpenID Connect Discovery 1.0 §3).</summary>
/// <param name="Authorize">Where people are sent.</param>
/// <param name="Token">Where codes are redeemed.</param>
/// <param name="Keys">Where its public keys are.</param>
internal sealed record ProviderAddresses(Uri Authorize, Uri Token, Uri Keys)
{
    /// <summary>Where a provider tells it.</summary>
    internal static Uri DocumentOf(string issuer) => new($"{issuer.TrimEnd('/')}/.well-known/openid-configuration");

    /// <summary>Reads the provider's own document.</summary>
    /// <exception cref="ProviderException">It is another provider's, or lacks an address that is safe to use.</exception>
    internal static ProviderAddresses Parse(string text, string issuer)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (Text(root, "issuer") != issuer)
                throw new ProviderException($"The document at {DocumentOf(issuer)} names another issuer than the sign-in secret; put its \"issuer\" there to the letter.");
            return new(Address(root, "authorization_endpoint"), Address(root, "token_endpoint"), Address(root, "jwks_uri"));
        }
        catch (JsonException broken)
        {
            throw new ProviderException($"What is at {DocumentOf(issuer)} is no provider's document; check the issuer in the sign-in secret.", broken);
        }
    }

    private static Uri Address(JsonElement root, string member) =>
        Uri.TryCreate(Text(root, member), UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw new ProviderException($"The provider's \"{member}\" is no https address.");

    private static string? Text(JsonElement root, string member) =>
        root.ValueKind is JsonValueKind.Object && root.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
