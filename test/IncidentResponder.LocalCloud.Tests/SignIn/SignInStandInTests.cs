using System.Net;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.SignIn;
using IncidentResponder.Testing;
using Microsoft.Extensions.Time.Testing;

namespace IncidentResponder.LocalCloud.Tests.SignIn;

/// <summary>The stand-in for an OpenID Connect provider, over HTTP: what an application gets of it, and what it refuses.</summary>
public sealed class SignInStandInTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(ApprovalScene.InTime);
    private readonly SignInSetup _setup = new();
    private SignInStandIn _provider = null!;
    private SignInApplication _app = null!;
    private Uri? _page = new("http://127.0.0.1:4999/");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = new(_setup, () => _page, _clock);
        await _provider.StartAsync(Cancel);
        _app = new(_provider, _setup);
    }

    public async ValueTask DisposeAsync()
    {
        _app.Dispose();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Discovery_NamesTheEndpointsAndWhatIsSupported()
    {
        var told = await _app.JsonAsync("/.well-known/openid-configuration");

        _provider.Issuer.ShouldBe($"http://127.0.0.1:{_provider.BaseAddress.Port}");
        told["issuer"]!.GetValue<string>().ShouldBe(_provider.Issuer);
        string[] endpoints = ["authorization_endpoint", "token_endpoint", "jwks_uri"];
        endpoints.Select(name => told[name]!.GetValue<string>()).ShouldBe([$"{_provider.Issuer}/authorize", $"{_provider.Issuer}/token", $"{_provider.Issuer}/keys"]);
        Texts(told, "response_types_supported").ShouldBe(["code"]);
        Texts(told, "subject_types_supported").ShouldBe(["public"]);
        Texts(told, "id_token_signing_alg_values_supported").ShouldBe(["RS256"]);
        Texts(told, "token_endpoint_auth_methods_supported").ShouldBe(["client_secret_basic"]);
        Texts(told, "code_challenge_methods_supported").ShouldBe(["S256"]);
        told["authorization_response_iss_parameter_supported"]!.GetValue<bool>().ShouldBeTrue();
        Texts(told, "scopes_supported").ShouldBe(["openid", "email", "profile"]);
        Texts(told, "claims_supported").ShouldBe(SignInApplication.Part(await _app.TokenAsync("Ada"), 1).Select(claim => claim.Key));
    }

    [Fact]
    public async Task Keys_ShowThePublicHalfAlone()
    {
        var key = (await _app.JsonAsync("/keys"))["keys"]!.AsArray().ShouldHaveSingleItem()!.AsObject();

        key.Select(member => member.Key).ShouldBe(["kty", "kid", "use", "alg", "n", "e"]);
        (key["kty"]!.GetValue<string>(), key["use"]!.GetValue<string>(), key["alg"]!.GetValue<string>()).ShouldBe(("RSA", "sig", "RS256"));
    }

    [Fact]
    public async Task Flow_AdaSignsIn_HerTokenIsSignedAndSaysWhoSheIs()
    {
        using var pressed = await _app.PressAsync("person", "Ada", origin: _provider.Issuer);
        var back = SignInApplication.Back(pressed);
        back["code"].ShouldMatch("^[A-Za-z0-9_-]{43}$");
        (back["state"], back["iss"], back.Count).ShouldBe((SignInApplication.State, _provider.Issuer, 3));
        var pressedAt = _clock.GetUtcNow().ToUnixTimeSeconds();
        _clock.Advance(TimeSpan.FromSeconds(7));

        using var answer = await _app.ExchangeAsync(back["code"], SignInApplication.Basic(_setup.ClientId, _setup.ClientSecret));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        (body["token_type"]!.GetValue<string>(), body["expires_in"]!.GetValue<int>()).ShouldBe(("Bearer", 300));
        body["access_token"]!.GetValue<string>().Length.ShouldBe(43);

        var token = body["id_token"]!.GetValue<string>();
        (await _app.IsSignedAsync(token)).ShouldBeTrue();
        var header = SignInApplication.Part(token, 0);
        (header["alg"]!.GetValue<string>(), header["typ"]!.GetValue<string>(), header.Count).ShouldBe(("RS256", "JWT", 3));
        SignInApplication.Part(token, 1).ToJsonString().ShouldBe(new JsonObject
        {
            ["iss"] = _provider.Issuer,
            ["sub"] = SignInPerson.Few[0].Subject,
            ["aud"] = "incident-responder",
            ["exp"] = pressedAt + 307,
            ["iat"] = pressedAt + 7,
            ["auth_time"] = pressedAt,
            ["nonce"] = SignInApplication.Nonce,
            ["email"] = "ada@example.com",
            ["email_verified"] = true,
            ["name"] = "Ada",
        }.ToJsonString());
    }

    [Fact]
    public async Task Flow_EveClaimsAdasAddress_IsSomebodyElseAndNotConfirmed()
    {
        var (ada, again, eve) = (await ClaimsAsync("Ada"), await ClaimsAsync("Ada"), await ClaimsAsync("Eve"));

        (eve["email"]!.GetValue<string>(), eve["email_verified"]!.GetValue<bool>(), eve["name"]!.GetValue<string>()).ShouldBe(("ada@example.com", false, "Eve"));
        again["sub"]!.GetValue<string>().ShouldBe(ada["sub"]!.GetValue<string>());
        eve["sub"]!.GetValue<string>().ShouldNotBe(ada["sub"]!.GetValue<string>());
    }

    [Fact]
    public async Task Page_HostileNameAndState_AreTextAndEachPersonHasAButton()
    {
        _provider.People = [.. SignInPerson.Few, new("<b>Bob</b>\"", "bob@example.com")];
        using var answer = await _app.AskAsync(_app.Question());
        var html = await answer.Content.ReadAsStringAsync(Cancel);

        foreach (var name in (string[])["Ada", "Grace", "Mallory", "Eve", "&lt;b&gt;Bob&lt;/b&gt;&quot;"])
            html.ShouldContain($">Sign in as {name}</button>");
        html.ShouldContain(">Cancel</button>");
        html.ShouldContain("stand-in for your organisation's sign-in");
        html.ShouldContain("No password is asked");
        html.ShouldContain("ada@example.com, not confirmed");
        html.ShouldContain("min-height:44px");
        html.ShouldNotContain("<script");
        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldBe("default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://127.0.0.1:4999; base-uri 'none'; frame-ancestors 'none'");
        ((await ClaimsAsync("<b>Bob</b>\""))["email"]!.GetValue<string>()).ShouldBe("bob@example.com");
    }

    [Theory]
    [InlineData("redirect_uri", "http://127.0.0.1:4999/signed-in/")]
    [InlineData("redirect_uri", "http://127.0.0.1:4999/signed-in?next=x")]
    [InlineData("redirect_uri", "https://evil.example/signed-in")]
    [InlineData("redirect_uri", null)]
    [InlineData("client_id", "<i>other</i>")]
    [InlineData("client_id", null)]
    public async Task Authorize_AnotherApplicationOrRedirect_IsToldAndSentNowhere(string name, string? value)
    {
        var question = _app.Question((name, value));
        using var asked = await _app.AskAsync(question);
        using var pressed = await _app.PostAsync("/authorize", new(question) { ["person"] = "Ada" });

        foreach (var answer in new[] { asked, pressed })
        {
            (answer.StatusCode, answer.Headers.Location).ShouldBe((HttpStatusCode.BadRequest, null));
            var html = await answer.Content.ReadAsStringAsync(Cancel);
            html.ShouldContain("You can't sign in");
            html.ShouldNotContain("<i>");
            html.ShouldNotContain("<form");
        }
    }

    [Fact]
    public async Task Authorize_ApplicationNotUpYet_IsToldAndSentNowhere()
    {
        _page = null;
        using var answer = await _app.AskAsync(_app.Question());
        (answer.StatusCode, answer.Headers.Location).ShouldBe((HttpStatusCode.BadRequest, null));
    }

    [Theory]
    [InlineData("response_type", "token")]
    [InlineData("response_type", null)]
    [InlineData("scope", "email openid2")]
    [InlineData("scope", null)]
    [InlineData("nonce", null)]
    [InlineData("nonce", "")]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge", "a-challenge-of-42-characters-is-short-by-1")]
    [InlineData("code_challenge", "a-challenge-of-44-characters-is-longer-by-1-")]
    [InlineData("code_challenge", "a+challenge+of+forty+three+but+no+base64url")]
    [InlineData("code_challenge_method", null)]
    [InlineData("code_challenge_method", "plain")]
    public async Task Authorize_OtherFault_GoesBackToTheApplication(string name, string? value)
    {
        var question = _app.Question((name, value));
        using var asked = await _app.AskAsync(question);
        using var pressed = await _app.PostAsync("/authorize", new(question) { ["person"] = "Ada" });

        foreach (var answer in new[] { asked, pressed })
        {
            var back = SignInApplication.Back(answer);
            (back["error"], back["state"], back["iss"]).ShouldBe(("invalid_request", SignInApplication.State, _provider.Issuer));
            back["error_description"].ShouldStartWith(name);
            back.ShouldNotContainKey("code");
        }
    }

    [Fact]
    public async Task Authorize_StateMissingOrTwice_GoesBackWithoutOne()
    {
        using var missing = await _app.AskAsync(_app.Question(("state", null)));
        using var query = new FormUrlEncodedContent([.. _app.Question(), new("state", "another")]);
        using var twice = await _app.GetAsync($"/authorize?{await query.ReadAsStringAsync(Cancel)}");

        foreach (var answer in new[] { missing, twice })
        {
            var back = SignInApplication.Back(answer);
            back["error"].ShouldBe("invalid_request");
            back.ShouldNotContainKey("state");
        }
    }

    [Fact]
    public async Task Authorize_Cancelled_TheApplicationIsTold()
    {
        using var answer = await _app.PressAsync("cancel", "yes");
        var back = SignInApplication.Back(answer);

        (back["error"], back["state"], back["iss"]).ShouldBe(("access_denied", SignInApplication.State, _provider.Issuer));
        back.ShouldNotContainKey("code");
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:4999", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.SeeOther)]
    public async Task Authorize_PressedElsewhere_NobodyIsSignedIn(string? origin, HttpStatusCode expected)
    {
        using var answer = await _app.PressAsync("person", "Ada", origin);
        (answer.StatusCode, answer.Headers.Location is null).ShouldBe((expected, expected is HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Authorize_Nobody_IsToldWhoThereIs()
    {
        using var answer = await _app.PressAsync("person", "Nobody");

        (answer.StatusCode, answer.Headers.Location).ShouldBe((HttpStatusCode.BadRequest, null));
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("Ada, Grace, Mallory, Eve");
    }

    [Theory]
    [InlineData("code_verifier", "another-verifier-another-verifier-another-1", "invalid_grant")]
    [InlineData("code_verifier", "short", "invalid_grant")]
    [InlineData("code_verifier", null, "invalid_request")]
    [InlineData("redirect_uri", "http://127.0.0.1:4999/elsewhere", "invalid_grant")]
    [InlineData("redirect_uri", null, "invalid_request")]
    [InlineData("code", "unknown", "invalid_grant")]
    [InlineData("code", null, "invalid_request")]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    [InlineData("grant_type", null, "invalid_request")]
    public async Task Token_AnythingWrong_IsRefusedByName(string name, string? value, string error)
    {
        var (status, body) = await _app.ExchangeAsync(await _app.CodeAsync("Ada"), (name, value));
        (status, body.ToJsonString()).ShouldBe((HttpStatusCode.BadRequest, $$"""{"error":"{{error}}"}"""));
    }

    [Fact]
    public async Task Token_CodeTwice_IsExchangedOnce()
    {
        var code = await _app.CodeAsync("Ada");
        (await _app.ExchangeAsync(code)).Status.ShouldBe(HttpStatusCode.OK);
        (await _app.ExchangeAsync(code)).Body["error"]!.GetValue<string>().ShouldBe("invalid_grant");

        code = await _app.CodeAsync("Ada");
        (await _app.ExchangeAsync(code, ("code_verifier", new string('x', 43)))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _app.ExchangeAsync(code)).Body["error"]!.GetValue<string>().ShouldBe("invalid_grant", "a code that was tried with another's verifier is known to another");
    }

    [Theory]
    [InlineData(60, HttpStatusCode.OK)]
    [InlineData(61, HttpStatusCode.BadRequest)]
    public async Task Token_CodeAfterAMinute_IsTooOld(int seconds, HttpStatusCode expected)
    {
        var code = await _app.CodeAsync("Ada");
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        (await _app.ExchangeAsync(code)).Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData("incident-responder", "example-other-secret")]
    [InlineData("incident-responder", "")]
    [InlineData("other", "example-client-secret")]
    public async Task Token_WrongSecretOrClient_IsRefusedAndTheCodeStaysGood(string id, string secret)
    {
        var code = await _app.CodeAsync("Ada");
        foreach (var header in new[] { SignInApplication.Basic(id, secret), null, "Basic !", "Bearer x", "Basic" })
        {
            using var answer = await _app.ExchangeAsync(code, header, ("client_id", _setup.ClientId), ("client_secret", _setup.ClientSecret));
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            answer.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Basic");
            (await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe("""{"error":"invalid_client"}""");
        }

        (await _app.ExchangeAsync(code)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Token_SecretWithAnyCharacters_IsReadAsItWasEncoded()
    {
        SignInSetup setup = new() { ClientId = "a:b c", ClientSecret = "p+l%u&s=é:/ä" };
        await using SignInStandIn provider = new(setup, () => _page, _clock);
        await provider.StartAsync(Cancel);
        using SignInApplication app = new(provider, setup);

        var code = await app.CodeAsync("Grace");
        using var plain = await app.ExchangeAsync(code, $"Basic {Convert.ToBase64String("a:b c:p+l%u&s=é:/ä"u8)}");
        plain.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.ExchangeAsync(code)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task TurnKey_OldTokensAreOfNoKeyThatIsShownAndNewOnesAre()
    {
        var before = await _app.TokenAsync("Ada");
        _provider.TurnKey();
        var after = await _app.TokenAsync("Ada");

        (await _app.IsSignedAsync(before), await _app.IsSignedAsync(after)).ShouldBe((false, true));
        SignInApplication.Part(after, 0)["kid"]!.GetValue<string>().ShouldNotBe(SignInApplication.Part(before, 0)["kid"]!.GetValue<string>());
    }

    [Fact]
    public async Task Down_NothingIsAnsweredUntilItIsUpAgain()
    {
        var code = await _app.CodeAsync("Ada");
        _provider.IsDown = true;
        foreach (var path in (string[])["/.well-known/openid-configuration", "/keys", "/authorize", "/elsewhere"])
        {
            using var answer = await _app.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        using var exchange = await _app.ExchangeAsync(code, SignInApplication.Basic(_setup.ClientId, _setup.ClientSecret));
        exchange.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        _provider.IsDown = false;
        (await _app.ExchangeAsync(code)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/token")]
    public async Task AnythingElse_IsToldWhatThereIs(string path)
    {
        using var answer = await _app.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("/.well-known/openid-configuration");
    }

    private async Task<JsonObject> ClaimsAsync(string person) => SignInApplication.Part(await _app.TokenAsync(person), 1);

    private static IEnumerable<string> Texts(JsonObject json, string name) => json[name]!.AsArray().Select(one => one!.GetValue<string>());
}
