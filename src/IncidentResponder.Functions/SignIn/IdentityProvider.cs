using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IncidentResponder.Core.Notify;
using Microsoft.IdentityModel.Tokens;

namespace IncidentResponder.Functions.SignIn;

/// <summary>The provider by which people sign in: OpenID Connect's authorization code flow with PKCE.</summary>
/// <param name="http">The client; it follows no redirects.</param>
/// <param name="readSecret">Reads the operator's secret.</param>
/// <param name="clock">The time, for how long the provider's addresses and keys are kept.</param>
public sealed class IdentityProvider(HttpClient http, Func<CancellationToken, Task<string>> readSecret, TimeProvider clock)
{
    private static readonly TimeSpan Keep = TimeSpan.FromHours(1);

    private (string Issuer, ProviderAddresses Addresses, long At)? _known;
    private (Uri From, JsonWebKeySet Keys, long At)? _keys;

    /// <summary>Where to send a browser that begins to sign in.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="callback">Where it is to come back.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <exception cref="ProviderException">The provider can't be used now.</exception>
    public async Task<string> AddressOfAsync(SignInAttempt attempt, string callback, CancellationToken cancel)
    {
        var (settings, addresses) = await KnownAsync(cancel).ConfigureAwait(false);
        var query = Form(
            ("response_type", "code"), ("client_id", settings.ClientId), ("redirect_uri", callback), ("scope", "openid email"),
            ("state", attempt.State), ("nonce", attempt.Nonce), ("code_challenge", attempt.Challenge), ("code_challenge_method", "S256"),
            ("max_age", $"{(int)Core.SignIn.Session.Vouching.TotalSeconds}"));
        return $"{addresses.Authorize.AbsoluteUri}{(addresses.Authorize.Query.Length > 0 ? '&' : '?')}{query}";
    }

    /// <summary>Whether an answer's "iss" is this provider's; one that has none is taken (RFC 9207 §2.4 asks it of those that announce it).</summary>
    /// <exception cref="ProviderException">The secret can't be used.</exception>
    public async Task<bool> IsIssuerAsync(string? issuer, CancellationToken cancel) =>
        issuer is null || issuer == (await SettingsAsync(cancel).ConfigureAwait(false)).Issuer;

    /// <summary>Redeems a code and tells who signed in.</summary>
    /// <param name="code">The code as it came.</param>
    /// <param name="attempt">The attempt that it answers.</param>
    /// <param name="callback">Where the browser came back.</param>
    /// <param name="now">The server's clock.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <exception cref="ProviderException">The provider can't be used now.</exception>
    public async Task<IdTokenReading> RedeemAsync(string code, SignInAttempt attempt, string callback, DateTimeOffset now, CancellationToken cancel)
    {
        var (settings, addresses) = await KnownAsync(cancel).ConfigureAwait(false);
        var (status, reply) = await SendAsync(TokenRequest(settings, addresses, code, attempt, callback), cancel).ConfigureAwait(false);
        if (status is 400 && Member(reply, "error") is "invalid_grant")
            return new IdTokenReading.Refused("The provider does not take the code: it was used before, is too old, or was made for another sign-in.");
        if (status is not 200 || Member(reply, "id_token") is not { } token)
            throw new ProviderException($"The provider answered {status}{(Member(reply, "error") is { } error ? $" ({PlainText.Of(error, 60)})" : "")} and gave no ID token; check clientId and clientSecret in the sign-in secret.");

        var keys = await KeysAsync(addresses.Keys, anew: false, cancel).ConfigureAwait(false);
        var reading = await IdTokens.ReadAsync(token, keys, settings, attempt.Nonce, now).ConfigureAwait(false);
        return reading is IdTokenReading.UnknownKey
            ? await IdTokens.ReadAsync(token, await KeysAsync(addresses.Keys, anew: true, cancel).ConfigureAwait(false), settings, attempt.Nonce, now).ConfigureAwait(false)
            : reading;
    }

    // RFC 6749 §2.3.1: both are form-encoded before they are put together.
    private static HttpRequestMessage TokenRequest(SignInSettings settings, ProviderAddresses addresses, string code, SignInAttempt attempt, string callback)
    {
        var body = Form(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", callback), ("code_verifier", attempt.Verifier), ("client_id", settings.ClientId));
        HttpRequestMessage request = new(HttpMethod.Post, addresses.Token) { Content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded") };
        var credentials = $"{Uri.EscapeDataString(settings.ClientId)}:{Uri.EscapeDataString(settings.ClientSecret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(credentials)));
        return request;
    }

    private async Task<(SignInSettings Settings, ProviderAddresses Addresses)> KnownAsync(CancellationToken cancel)
    {
        var settings = await SettingsAsync(cancel).ConfigureAwait(false);
        if (_known is { } known && known.Issuer == settings.Issuer && clock.GetElapsedTime(known.At) < Keep)
            return (settings, known.Addresses);

        var addresses = ProviderAddresses.Parse(await GetAsync(ProviderAddresses.DocumentOf(settings.Issuer), cancel).ConfigureAwait(false), settings.Issuer);
        _known = (settings.Issuer, addresses, clock.GetTimestamp());
        return (settings, addresses);
    }

    private async Task<SignInSettings> SettingsAsync(CancellationToken cancel)
    {
        try
        {
            return SignInSettings.Parse(await readSecret(cancel).ConfigureAwait(false));
        }
        catch (Exception fault) when (fault is FormatException or IOException)
        {
            throw new ProviderException(fault.Message, fault);
        }
    }

    private async Task<JsonWebKeySet> KeysAsync(Uri from, bool anew, CancellationToken cancel)
    {
        if (!anew && _keys is { } kept && kept.From == from && clock.GetElapsedTime(kept.At) < Keep)
            return kept.Keys;
        try
        {
            var keys = new JsonWebKeySet(await GetAsync(from, cancel).ConfigureAwait(false));
            _keys = (from, keys, clock.GetTimestamp());
            return keys;
        }
        catch (Exception broken) when (broken is ArgumentException or JsonException)
        {
            throw new ProviderException($"What is at {from} is no set of keys.", broken);
        }
    }

    private async Task<string> GetAsync(Uri address, CancellationToken cancel) =>
        await SendAsync(new(HttpMethod.Get, address), cancel).ConfigureAwait(false) is (200, var text)
            ? text
            : throw new ProviderException($"The provider has nothing at {address}; check the issuer in the sign-in secret.");

    private async Task<(int Status, string Text)> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using (request)
        {
            try
            {
                using var reply = await http.SendAsync(request, cancel).ConfigureAwait(false);
                return ((int)reply.StatusCode, await reply.Content.ReadAsStringAsync(cancel).ConfigureAwait(false));
            }
            catch (HttpRequestException lost)
            {
                throw new ProviderException($"The provider could not be reached at {request.RequestUri?.Host} ({lost.HttpRequestError}).", lost);
            }
            catch (TaskCanceledException late) when (!cancel.IsCancellationRequested)
            {
                throw new ProviderException($"The provider at {request.RequestUri?.Host} did not answer in time.", late);
            }
        }
    }

    private static string? Member(string json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Form(params (string Name, string Value)[] fields) =>
        string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
}
