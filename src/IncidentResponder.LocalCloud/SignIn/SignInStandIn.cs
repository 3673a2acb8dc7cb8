using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;
using Microsoft.AspNetCore.WebUtilities;

namespace IncidentResponder.LocalCloud.SignIn;

/// <summary>
/// An OpenID Connect provider on 127.0.0.1 that asks no password: the authorisation code flow with PKCE, for one application,
/// and strict where providers may be lenient.
/// </summary>
public sealed class SignInStandIn : IAsyncDisposable
{
    private const string PlainText = "text/plain; charset=utf-8";

    private readonly SignInSetup _setup;
    private readonly Func<Uri?> _page;
    private readonly SignInKey _key = new();
    private readonly SignInCodes _codes;
    private readonly SignInTokens _tokens;
    private readonly WebApplication _web;

    /// <summary>Makes it; it answers from <see cref="StartAsync"/> on.</summary>
    /// <param name="setup">The application.</param>
    /// <param name="page">The base address of the application's page; asked at each request, null while it is not known.</param>
    /// <param name="clock">Gives codes and tokens their time.</param>
    /// <param name="port">The port; 0 for any that is free.</param>
    public SignInStandIn(SignInSetup setup, Func<Uri?> page, TimeProvider clock, int port = 0)
    {
        (_setup, _page) = (setup, page);
        _codes = new SignInCodes(clock);
        _tokens = new SignInTokens(setup, _codes, _key, clock);
        _web = LoopbackWeb.Build(port);
        _web.Run(HandleAsync);
    }

    /// <summary>Where it answers.</summary>
    public Uri BaseAddress { get; private set; } = new("http://127.0.0.1/");

    /// <summary>What it names itself: <see cref="BaseAddress"/> without the slash at the end.</summary>
    public string Issuer => BaseAddress.AbsoluteUri.TrimEnd('/');

    /// <summary>Everybody who can sign in.</summary>
    public ImmutableArray<SignInPerson> People { get; set; } = SignInPerson.Few;

    /// <summary>It answers 503 to everything.</summary>
    public bool IsDown { get; set; }

    /// <summary>Starts to listen.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        await _web.StartAsync(cancel);
        BaseAddress = LoopbackWeb.AddressOf(_web);
    }

    /// <summary>Signs with a new key from now on; the old one is shown no more.</summary>
    public void TurnKey() => _key.Turn();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _key.Dispose();
    }

    private Task HandleAsync(HttpContext http) => (http.Request.Method, http.Request.Path.Value) switch
    {
        _ when IsDown => WriteAsync(http, 503, PlainText, "The sign-in is down."),
        ("GET", "/.well-known/openid-configuration") => WriteAsync(http, 200, SignInDiscovery.Of(Issuer)),
        ("GET", "/keys") => WriteAsync(http, 200, _key.Set()),
        ("GET", "/authorize") => AskAsync(http),
        ("POST", "/authorize") => AnsweredAsync(http),
        ("POST", "/token") => ExchangeAsync(http),
        _ => WriteAsync(http, 404, PlainText, "There is the configuration at /.well-known/openid-configuration, the keys at /keys, the sign-in at /authorize, and POST /token."),
    };

    private Task AskAsync(HttpContext http) => Check(new RequestFields(http.Request.Query)) switch
    {
        AuthorizationCheck.Fine fine => ShowAsync(http, 200, SignInPage.Ask(People, fine.Request)),
        var refused => RefuseAsync(http, refused),
    };

    private async Task AnsweredAsync(HttpContext http)
    {
        // Another page in the same browser could sign somebody in here as well.
        if (http.Request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != Issuer)
        {
            await WriteAsync(http, 403, PlainText, $"A sign-in comes from {BaseAddress}, and this one does not.");
            return;
        }

        RequestFields form = await FormAsync(http);
        await (Check(form) switch
        {
            AuthorizationCheck.Fine fine => DecideAsync(http, fine.Request, form),
            var refused => RefuseAsync(http, refused),
        });
    }

    private Task DecideAsync(HttpContext http, AuthorizationRequest request, RequestFields form)
    {
        if (form["cancel"] is not null)
            return SendBack(http, request.RedirectUri, request.State, new() { ["error"] = "access_denied", ["error_description"] = "The person pressed Cancel." });
        return People.FirstOrDefault(one => one.Name == form["person"]) is { } who
            ? SendBack(http, request.RedirectUri, request.State, new() { ["code"] = _codes.Make(who, request) })
            : ShowAsync(http, 400, SignInPage.Refuse($"There is nobody called '{form["person"]}'; go back and choose {string.Join(", ", People.Select(one => one.Name))} or Cancel."));
    }

    private async Task ExchangeAsync(HttpContext http)
    {
        var (status, body) = _tokens.Answer(Issuer, http.Request.Headers.Authorization, await FormAsync(http));
        if (status == 401)
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"sign-in\"";
        http.Response.Headers.CacheControl = "no-store";
        await WriteAsync(http, status, body);
    }

    private AuthorizationCheck Check(RequestFields fields) =>
        AuthorizationCheck.Of(fields, _setup.ClientId, _page() is { } page ? page.AbsoluteUri.TrimEnd('/') + _setup.CallbackPath : null);

    private Task RefuseAsync(HttpContext http, AuthorizationCheck refused) => refused switch
    {
        AuthorizationCheck.Faulty faulty => SendBack(http, faulty.RedirectUri, faulty.State, new() { ["error"] = "invalid_request", ["error_description"] = faulty.Why }),
        AuthorizationCheck.Unsafe it => ShowAsync(http, 400, SignInPage.Refuse(it.Why)),
        _ => throw new InvalidOperationException($"{refused} is no refusal; ask the person."),
    };

    // Names who answers (RFC 9207), and 303 so that a browser never posts the form once more.
    private Task SendBack(HttpContext http, string redirectUri, string? state, Dictionary<string, string?> answer)
    {
        (answer["state"], answer["iss"]) = (state, Issuer);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Location = QueryHelpers.AddQueryString(redirectUri, answer);
        http.Response.StatusCode = 303;
        return Task.CompletedTask;
    }

    private Task ShowAsync(HttpContext http, int status, string html)
    {
        // A browser holds what a form's answer leads to against form-action too, and that is the application's page.
        string forms = _page() is { } page ? $"'self' {page.GetLeftPart(UriPartial.Authority)}" : "'self'";
        http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'unsafe-inline'; form-action {forms}; base-uri 'none'; frame-ancestors 'none'";
        http.Response.Headers.CacheControl = "no-store";
        return WriteAsync(http, status, "text/html; charset=utf-8", html);
    }

    private static async Task<RequestFields> FormAsync(HttpContext http) => new(IsForm(http.Request) ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty);

    // The one form that OAuth knows; the framework would read multipart/form-data as well.
    private static bool IsForm(HttpRequest request) => request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true;

    private static Task WriteAsync(HttpContext http, int status, JsonObject json) => WriteAsync(http, status, "application/json; charset=utf-8", json.ToJsonString());

    private static Task WriteAsync(HttpContext http, int status, string type, string text)
    {
        (http.Response.StatusCode, http.Response.ContentType) = (status, type);
        return http.Response.WriteAsync(text, http.RequestAborted);
    }
}
