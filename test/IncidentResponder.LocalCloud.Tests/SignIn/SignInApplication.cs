using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Respond.Page;
using IncidentResponder.LocalCloud.SignIn;
using Microsoft.AspNetCore.WebUtilities;

namespace IncidentResponder.LocalCloud.Tests.SignIn;

/// <summary>The application that people sign in to, and the browser that they do it with; neither follows a redirect.</summary>
internal sealed class SignInApplication(SignInStandIn provider, SignInSetup setup) : IDisposable
{
    internal const string Callback = "http://127.0.0.1:4999/signed-in";
    internal const string State = "state-\"><script>alert(1)</script>";
    internal const string Nonce = "nonce-1";
    internal const string Verifier = "verifier-verifier-verifier-verifier-verifier";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    /// <summary>What the application asks, some of it changed; a parameter that is null is left out.</summary>
    internal Dictionary<string, string> Question(params (string Name, string? Value)[] changes)
    {
        Dictionary<string, string?> fields = new()
        {
            ["response_type"] = "code",
            ["client_id"] = setup.ClientId,
            ["redirect_uri"] = Callback,
            ["scope"] = "openid email profile",
            ["state"] = State,
            ["nonce"] = Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
            fields[name] = value;
        return fields.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!);
    }

    internal Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(provider.BaseAddress, path), Cancel);

    internal async Task<JsonObject> JsonAsync(string path)
    {
        using var answer = await GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!.AsObject();
    }

    /// <summary>Opens the provider's page.</summary>
    internal Task<HttpResponseMessage> AskAsync(Dictionary<string, string> question) => GetAsync(QueryHelpers.AddQueryString("/authorize", question!));

    /// <summary>Opens the provider's page and presses a button of its form, whose hidden fields are sent as they came.</summary>
    internal async Task<HttpResponseMessage> PressAsync(string button, string value, string? origin = null, Dictionary<string, string>? question = null)
    {
        using var page = await AskAsync(question ?? Question());
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var form = PageForm.In(await page.Content.ReadAsStringAsync(Cancel)).ShouldHaveSingleItem();
        return await PostAsync(form.Action, new(form.Fields) { [button] = value }, origin);
    }

    /// <summary>Posts a form to the provider.</summary>
    internal async Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> fields, string? origin = null, string? authorization = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(provider.BaseAddress, path)) { Content = new FormUrlEncodedContent(fields) };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await _http.SendAsync(request, Cancel);
    }

    /// <summary>Signs somebody in.</summary>
    /// <returns>The code that the application gets.</returns>
    internal async Task<string> CodeAsync(string person)
    {
        using var answer = await PressAsync("person", person);
        return Back(answer)["code"];
    }

    /// <summary>What a redirect to the application carries.</summary>
    internal static Dictionary<string, string> Back(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var location = answer.Headers.Location.ShouldNotBeNull();
        location.GetLeftPart(UriPartial.Path).ShouldBe(Callback);
        return QueryHelpers.ParseQuery(location.Query).ToDictionary(one => one.Key, one => one.Value.ShouldHaveSingleItem()!);
    }

    /// <summary>Exchanges a code, some of the request changed; a parameter that is null is left out.</summary>
    internal async Task<(HttpStatusCode Status, JsonObject Body)> ExchangeAsync(string code, params (string Name, string? Value)[] changes)
    {
        using var answer = await ExchangeAsync(code, Basic(setup.ClientId, setup.ClientSecret), changes);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!.AsObject());
    }

    /// <inheritdoc cref="ExchangeAsync(string, ValueTuple{string, string?}[])"/>
    internal Task<HttpResponseMessage> ExchangeAsync(string code, string? authorization, params (string Name, string? Value)[] changes)
    {
        Dictionary<string, string?> fields = new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = Callback,
            ["code_verifier"] = Verifier,
        };
        foreach (var (name, value) in changes)
            fields[name] = value;
        return PostAsync("/token", fields.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!), authorization: authorization);
    }

    /// <summary>The header by which the application proves itself (RFC 6749 §2.3.1).</summary>
    internal static string Basic(string id, string secret) =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{WebUtility.UrlEncode(id)}:{WebUtility.UrlEncode(secret)}"))}";

    /// <summary>Signs somebody in and exchanges the code.</summary>
    /// <returns>The ID token.</returns>
    internal async Task<string> TokenAsync(string person)
    {
        var (status, body) = await ExchangeAsync(await CodeAsync(person));
        status.ShouldBe(HttpStatusCode.OK);
        return body["id_token"]!.GetValue<string>();
    }

    /// <summary>A part of a token: 0 is the header, 1 the claims.</summary>
    internal static JsonObject Part(string token, int index) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[index]))!.AsObject();

    /// <summary>Whether the one key that the provider shows has signed a token.</summary>
    internal async Task<bool> IsSignedAsync(string token)
    {
        var key = (await JsonAsync("/keys"))["keys"]!.AsArray().ShouldHaveSingleItem()!;
        byte[] Number(string name) => Base64Url.DecodeFromChars(key[name]!.GetValue<string>());
        using RSA rsa = RSA.Create(new RSAParameters { Modulus = Number("n"), Exponent = Number("e") });
        rsa.KeySize.ShouldBe(2048);
        var end = token.LastIndexOf('.');
        return Part(token, 0)["kid"]!.GetValue<string>() == key["kid"]!.GetValue<string>()
            && rsa.VerifyData(Encoding.ASCII.GetBytes(token[..end]), Base64Url.DecodeFromChars(token.AsSpan(end + 1)), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
