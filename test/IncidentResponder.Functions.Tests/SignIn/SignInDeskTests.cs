using System.Web;
using Amazon.Lambda.APIGatewayEvents;
using IncidentResponder.Core.Approve;
using IncidentResponder.Functions.Handlers;
using IncidentResponder.Functions.SignIn;
using IncidentResponder.Testing;
using Microsoft.Extensions.Time.Testing;

namespace IncidentResponder.Functions.Tests.SignIn;

public sealed class SignInDeskTests : IDisposable
{
    private const string Incident = "INC-20260114-8c1f0a2b9d3e4f50";

    private readonly Provider _provider = new();
    private readonly InMemorySessions _sessions = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly StringWriter _log = new();
    private readonly SignInPage _page;
    private string[] _cookies = [];

    public SignInDeskTests() => _page = PageOf(new IdentityProvider(new HttpClient(_provider), _ => Task.FromResult(_provider.Secret), _clock));

    private static DateTimeOffset Now => Some.Moment;

    public void Dispose()
    {
        _provider.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task SignIn_WholeFlow_OpensASessionAndShowsTheIncident()
    {
        var query = await BeginAsync(Incident);
        query["response_type"].ShouldBe("code");
        query["client_id"].ShouldBe(Provider.Client);
        query["redirect_uri"].ShouldBe("https://page.example.com/signed-in");
        query["scope"].ShouldBe("openid email");
        query["code_challenge_method"].ShouldBe("S256");
        query["max_age"].ShouldBe("3600");
        query["tenant"].ShouldBe("1");
        _cookies.ShouldHaveSingleItem();

        var back = await ComeBackAsync(query);
        back.StatusCode.ShouldBe(303);
        back.Headers!["location"].ShouldBe($"/incidents/{Incident}");
        var key = back.Cookies!.Single(cookie => cookie.StartsWith("__Host-incident-session=", StringComparison.Ordinal));
        key.ShouldEndWith("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=28800");
        back.Cookies!.ShouldContain("__Host-incident-sign-in=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
        (await _sessions.ReadAsync(key.Split('=')[1].Split(';')[0], Now, default)).ShouldBe(
            new() { Address = ApprovalScene.Ada, ProvedAt = DateTimeOffset.FromUnixTimeSeconds(Now.AddMinutes(-1).ToUnixTimeSeconds()), EndsAt = Now.AddHours(8) });
    }

    [Fact]
    public async Task SignIn_Code_IsRedeemedWithTheVerifierAndTheSecret()
    {
        var query = await BeginAsync();
        await ComeBackAsync(query);

        var (authorization, form) = _provider.Redeemed.ShouldHaveSingleItem();
        authorization.ShouldBe("Basic " + Convert.ToBase64String("incident-responder:s%2Fcr%2Bt%3Ax"u8));
        form["grant_type"].ShouldBe("authorization_code");
        form["code"].ShouldBe("c0de");
        form["redirect_uri"].ShouldBe("https://page.example.com/signed-in");
        Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"]))).ShouldBe(query["code_challenge"]);
        form["code_verifier"].Length.ShouldBe(43);
    }

    [Theory]
    [InlineData(null, "/incidents")]
    [InlineData("//evil.example", "/incidents")]
    [InlineData("INC-1; Domain=evil.example", "/incidents")]
    [InlineData("../admin", "/incidents")]
    [InlineData(Incident, $"/incidents/{Incident}")]
    public async Task SignIn_WhatToShowAfterwards_IsAnIncidentOrTheList(string? asked, string shown) =>
        (await ComeBackAsync(await BeginAsync(asked))).Headers!["location"].ShouldBe(shown);

    [Fact]
    public async Task ComeBack_InAnotherBrowserOrWithAnotherState_LetsNobodyIn()
    {
        var query = await BeginAsync();
        var mine = _cookies;
        var other = await BeginAsync();
        foreach (var (what, cookies, state) in new (string, string[], string?)[]
        {
            ("no cookie", [], query["state"]),
            ("another attempt's cookie", _cookies, query["state"]),
            ("another attempt's state", mine, other["state"]),
            ("no state", mine, null),
            ("empty state", mine, ""),
            ("the cookie twice", [.. mine, .. mine], query["state"]),
            ("a broken cookie", ["__Host-incident-sign-in=x"], query["state"]),
            ("a cookie with something behind it", [mine[0] + ".<b>"], query["state"]),
        })
        {
            _cookies = cookies;
            var back = await ComeBackAsync(query, state: state);
            back.StatusCode.ShouldBe(403, what);
            back.Body!.ShouldContain("was not begun in this browser", customMessage: what);
        }

        _sessions.All.ShouldBeEmpty();
        _provider.Redeemed.ShouldBeEmpty();
    }

    [Fact]
    public async Task ComeBack_PersonWhomThePolicyDoesNotName_GetsNoSession()
    {
        var back = await ComeBackAsync(await BeginAsync(), address: "mallory@example.net");

        back.StatusCode.ShouldBe(403);
        back.Body!.ShouldContain("mallory@example.net is not, or no longer, among the approvers of the response policy.");
        _sessions.All.ShouldBeEmpty();
        _log.ToString().ShouldContain("\"SignInRefused\"");
    }

    [Theory]
    [InlineData("access_denied", "The provider did not let you in: access_denied.")]
    [InlineData("<script>", "&lt;script&gt;")]
    public async Task ComeBack_WithAnError_SaysIt(string error, string words)
    {
        var query = await BeginAsync();
        var back = await CallAsync("GET /signed-in", new() { ["error"] = error, ["state"] = query["state"]! });

        back.StatusCode.ShouldBe(403);
        back.Body!.ShouldContain(words);
        back.Body!.ShouldNotContain("<script>");
    }

    [Theory]
    [InlineData(Provider.Issuer, 303)]
    [InlineData("https://evil.example", 403)]
    [InlineData("", 403)]
    public async Task ComeBack_AnswerThatNamesItsProvider_MustNameOurs(string issuer, int status)
    {
        var query = await BeginAsync();
        _provider.IdToken = _provider.Sign(Provider.Claims(query["nonce"]!, Now));
        (await CallAsync("GET /signed-in", new() { ["code"] = "c0de", ["state"] = query["state"]!, ["iss"] = issuer })).StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant"}""", 403, "does not take the code")]
    [InlineData(400, """{"error":"invalid_client"}""", 503, "can&#x27;t sign in now")]
    [InlineData(401, "no", 503, "can&#x27;t sign in now")]
    [InlineData(500, "", 503, "can&#x27;t sign in now")]
    [InlineData(200, """{"id_token":7}""", 503, "can&#x27;t sign in now")]
    [InlineData(200, "[]", 503, "can&#x27;t sign in now")]
    public async Task ComeBack_ProviderDoesNotRedeemTheCode_SaysSo(int answer, string text, int status, string words)
    {
        var query = await BeginAsync();
        _provider.Fault = (answer, text);
        var back = await ComeBackAsync(query);

        back.StatusCode.ShouldBe(status);
        back.Body!.ShouldContain(words);
        _sessions.All.ShouldBeEmpty();
        _log.ToString().ShouldNotContain("s/cr+t");
    }

    [Fact]
    public async Task ComeBack_ForgedToken_LetsNobodyIn()
    {
        var query = await BeginAsync();
        _provider.IdToken = _provider.Sign(Provider.Claims("another", Now));
        (await CallAsync("GET /signed-in", new() { ["code"] = "c0de", ["state"] = query["state"]! })).StatusCode.ShouldBe(403);
        _sessions.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task ComeBack_ProviderHasTurnedItsKey_ReadsTheKeysAnewOnce()
    {
        (await ComeBackAsync(await BeginAsync())).StatusCode.ShouldBe(303);
        (await ComeBackAsync(await BeginAsync())).StatusCode.ShouldBe(303);
        _provider.KeyReads.ShouldBe(1);
        _provider.TurnKey();

        (await ComeBackAsync(await BeginAsync())).StatusCode.ShouldBe(303);
        _provider.KeyReads.ShouldBe(2);
        _clock.Advance(TimeSpan.FromHours(2));
        (await ComeBackAsync(await BeginAsync())).StatusCode.ShouldBe(303);
        _provider.KeyReads.ShouldBe(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"issuer":"https://login.example.com","authorization_endpoint":"https://login.example.com/a","token_endpoint":"https://login.example.com/t","jwks_uri":"https://login.example.com/k"}""")]
    [InlineData("""{"issuer":"https://login.example.com/pool","authorization_endpoint":"http://login.example.com/a","token_endpoint":"https://login.example.com/t","jwks_uri":"https://login.example.com/k"}""")]
    [InlineData("""{"issuer":"https://login.example.com/pool","authorization_endpoint":"https://login.example.com/a","token_endpoint":"javascript:alert(1)","jwks_uri":"https://login.example.com/k"}""")]
    [InlineData("""{"issuer":"https://login.example.com/pool","authorization_endpoint":"https://login.example.com/a","token_endpoint":"https://login.example.com/t"}""")]
    public async Task Begin_ProvidersDocumentThatIsNotSafe_IsNotFollowed(string document)
    {
        _provider.Document = document;
        (await CallAsync("GET /sign-in", [])).StatusCode.ShouldBe(503);
        _log.ToString().ShouldContain("\"SignInUnavailable\"");
    }

    [Theory]
    [InlineData("no json", "is no JSON")]
    [InlineData("""{"issuer":"http://login.example.com","clientId":"a","clientSecret":"b"}""", "'issuer' of the sign-in secret does not begin with https://")]
    [InlineData("""{"issuer":"https://login.example.com","clientSecret":"b"}""", "'clientId' of the sign-in secret is missing")]
    [InlineData("""{"issuer":"https://login.example.com","clientId":"a","clientSecret":"b","scope":"x"}""", "'scope' of the sign-in secret is not known")]
    public async Task Begin_SecretThatCannotBeUsed_NamesWhatIsWrongInTheLogAlone(string secret, string words)
    {
        _provider.Secret = secret;
        var answer = await CallAsync("GET /sign-in", []);

        answer.StatusCode.ShouldBe(503);
        answer.Body!.ShouldNotContain("issuer");
        System.Text.RegularExpressions.Regex.Unescape(_log.ToString()).ShouldContain(words);
    }

    [Fact]
    public async Task Begin_ProviderIsDown_SaysThatLinksWorkAsAlways()
    {
        _provider.IsDown = true;
        var answer = await CallAsync("GET /sign-in", []);

        answer.StatusCode.ShouldBe(503);
        answer.Body!.ShouldContain("the links in your messages work as always");
    }

    [Fact]
    public async Task SignIn_Anew_EndsTheFormerSession()
    {
        var first = KeyOf(await ComeBackAsync(await BeginAsync()));
        var query = await BeginAsync();
        _cookies = [.. _cookies, $"__Host-incident-session={first}"];
        var second = KeyOf(await ComeBackAsync(query));

        second.ShouldNotBe(first);
        (await _sessions.ReadAsync(first, Now, default)).ShouldBeNull();
        (await _sessions.ReadAsync(second, Now, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task SignOut_OfThisPageAlone_EndsTheSession()
    {
        var key = KeyOf(await ComeBackAsync(await BeginAsync()));
        _cookies = [$"__Host-incident-session={key}"];
        (await CallAsync("POST /sign-out", [], "cross-site")).StatusCode.ShouldBe(403);
        (await _sessions.ReadAsync(key, Now, default)).ShouldNotBeNull();

        var answer = await CallAsync("POST /sign-out", []);
        answer.StatusCode.ShouldBe(200);
        answer.Cookies!.ShouldBe(["__Host-incident-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"]);
        (await _sessions.ReadAsync(key, Now, default)).ShouldBeNull();
    }

    [Fact]
    public async Task NotSetUp_EveryRoute_SaysSo()
    {
        var page = PageOf(null);
        foreach (var route in new[] { "GET /sign-in", "GET /signed-in", "POST /sign-out" })
            (await CallAsync(route, [], page: page)).StatusCode.ShouldBe(404, route);
    }

    [Theory]
    [InlineData("127.0.0.1:5000", "$default", "http://127.0.0.1:5000/signed-in")]
    [InlineData("abc.execute-api.eu-west-1.amazonaws.com", "prod", "https://abc.execute-api.eu-west-1.amazonaws.com/prod/signed-in")]
    public async Task Begin_PageAtAnotherPlace_ComesBackThere(string host, string stage, string callback)
    {
        var answer = await CallAsync("GET /sign-in", [], host: host, stage: stage);
        HttpUtility.ParseQueryString(new Uri(answer.Headers!["location"]).Query)["redirect_uri"].ShouldBe(callback);
    }

    private async Task<System.Collections.Specialized.NameValueCollection> BeginAsync(string? incident = null)
    {
        var answer = await CallAsync("GET /sign-in", incident is null ? [] : new() { ["incident"] = incident });
        answer.StatusCode.ShouldBe(303);
        _cookies = [answer.Cookies!.Single().Split(';')[0]];
        return HttpUtility.ParseQueryString(new Uri(answer.Headers!["location"]).Query);
    }

    private Task<APIGatewayHttpApiV2ProxyResponse> ComeBackAsync(
        System.Collections.Specialized.NameValueCollection asked, string address = ApprovalScene.Ada, string? state = "as asked")
    {
        _provider.IdToken = _provider.Sign(Provider.Claims(asked["nonce"]!, Now, address));
        Dictionary<string, string> query = new() { ["code"] = "c0de" };
        if ((state is "as asked" ? asked["state"] : state) is { } given)
            query["state"] = given;
        return CallAsync("GET /signed-in", query);
    }

    private static string KeyOf(APIGatewayHttpApiV2ProxyResponse answer) =>
        answer.Cookies!.Single(cookie => cookie.StartsWith("__Host-incident-session=", StringComparison.Ordinal)).Split('=')[1].Split(';')[0];

    private SignInPage PageOf(IdentityProvider? provider) =>
        new(new SignInDesk(provider, _sessions, ApproverRoll.Of(People.None, ApprovalScene.Ada, ApprovalScene.Grace), new(_log)));

    private Task<APIGatewayHttpApiV2ProxyResponse> CallAsync(
        string route, Dictionary<string, string> query, string site = "same-origin", SignInPage? page = null, string host = "page.example.com", string stage = "$default") => (page ?? _page).AnswerAsync(
            new()
            {
                RouteKey = route,
                RequestContext = new() { Stage = stage, DomainName = host, TimeEpoch = Now.ToUnixTimeMilliseconds(), Http = new() { Method = route.Split(' ')[0] } },
                QueryStringParameters = query,
                Headers = new Dictionary<string, string> { ["host"] = host, ["sec-fetch-site"] = site, ["content-type"] = "application/x-www-form-urlencoded" },
                Cookies = _cookies,
                Body = "",
            },
            CancellationToken.None);
}
