using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;

namespace IncidentResponder.LocalCloud.Slack;

/// <summary>
/// Slack on 127.0.0.1: its API below /api/, the channel as a page at /, and clicks that are signed and sent to the app as Slack sends them.
/// </summary>
public sealed class SlackStandIn : IAsyncDisposable
{
    private readonly SlackSetup _setup;
    private readonly Func<Uri?> _interactions;
    private readonly TimeProvider _clock;
    private readonly WebApplication _web;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    /// <summary>Makes it; it answers from <see cref="StartAsync"/> on.</summary>
    /// <param name="setup">The app, the workspace and the channel.</param>
    /// <param name="interactions">Where the app takes clicks; asked at each click, null while it is not known.</param>
    /// <param name="clock">Gives messages and signatures their time.</param>
    /// <param name="port">The port; 0 for any that is free.</param>
    public SlackStandIn(SlackSetup setup, Func<Uri?> interactions, TimeProvider clock, int port = 0)
    {
        (_setup, _interactions, _clock) = (setup, interactions, clock);
        Workspace = new SlackWorkspace(setup, clock);
        _web = LoopbackWeb.Build(port);
        _web.Run(HandleAsync);
    }

    /// <summary>Where it answers: the page.</summary>
    public Uri BaseAddress { get; private set; } = new("http://127.0.0.1/");

    /// <summary>What the app takes for "https://slack.com/api/".</summary>
    public Uri ApiAddress => new(BaseAddress, "/api/");

    /// <summary>The messages, the people and the faults.</summary>
    public SlackWorkspace Workspace { get; }

    /// <summary>Starts to listen.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        await _web.StartAsync(cancel);
        BaseAddress = LoopbackWeb.AddressOf(_web);
    }

    /// <summary>Clicks a button of an incident's card as it is now.</summary>
    /// <param name="user">The person's id in Slack.</param>
    /// <param name="incident">The incident's id.</param>
    /// <param name="button">The button's action_id: "approve", "deny", "withdraw", "undo" or "details".</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <returns>What the app answered.</returns>
    /// <exception cref="InvalidOperationException">There is no such card, no such button or nowhere to send the click.</exception>
    public Task<HttpStatusCode> ClickAsync(string user, string incident, string button, CancellationToken cancel) =>
        ClickAsync(user, Workspace.CardOf(incident), button, cancel);

    /// <summary>Clicks a button of a message as it was when it was looked at, which the app may have changed since.</summary>
    /// <inheritdoc cref="ClickAsync(string, string, string, CancellationToken)"/>
    /// <param name="user">The person's id in Slack.</param>
    /// <param name="message">The message as the person sees it.</param>
    /// <param name="button">The button's action_id.</param>
    /// <param name="cancel">Stops the wait.</param>
    public Task<HttpStatusCode> ClickAsync(string user, SlackShown message, string button, CancellationToken cancel)
    {
        SlackMember who = Workspace.Members.FirstOrDefault(one => one.Id == user)
            ?? throw new InvalidOperationException($"There is nobody with the id {user}; there are {string.Join(", ", Workspace.Members.Select(one => one.Id))}.");
        string value = message.ValueOf(button)
            ?? throw new InvalidOperationException($"Message {message.TimeStamp} has no button '{button}'; it has {string.Join(", ", message.Buttons)}.");
        return SendAsync(SlackPayload.Of(_setup, who, message, button, value), cancel);
    }

    /// <summary>Signs a payload, whatever is in it, and sends it to the app.</summary>
    /// <returns>What the app answered.</returns>
    public Task<HttpStatusCode> SendAsync(JsonObject payload, CancellationToken cancel)
    {
        byte[] body = SlackPayload.Form(payload);
        return SendAsync(body, SlackPayload.Sign(_setup.SigningSecret, body, _clock.GetUtcNow()), cancel);
    }

    /// <summary>Sends a body with a signature, right or wrong, to the app.</summary>
    /// <param name="body">The body.</param>
    /// <param name="headers">The headers' values, as <see cref="SlackPayload.Sign"/> makes them.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <returns>What the app answered.</returns>
    public async Task<HttpStatusCode> SendAsync(byte[] body, (string Time, string Signature) headers, CancellationToken cancel)
    {
        Uri app = _interactions() ?? throw new InvalidOperationException("It is not known where the app takes clicks: start the app first.");
        using HttpRequestMessage request = new(HttpMethod.Post, app) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        request.Headers.Add("X-Slack-Request-Timestamp", headers.Time);
        request.Headers.Add("X-Slack-Signature", headers.Signature);
        using HttpResponseMessage answer = await _http.SendAsync(request, cancel);
        return answer.StatusCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _http.Dispose();
    }

    private Task HandleAsync(HttpContext http) => (http.Request.Method, http.Request.Path.Value) switch
    {
        ("GET", "/") => ShowAsync(http),
        ("POST", "/click") => ClickedAsync(http),
        (_, { } path) when path.StartsWith("/api/", StringComparison.Ordinal) => AnswerAsync(http, path["/api/".Length..]),
        _ => WriteAsync(http, 404, "text/plain; charset=utf-8", "There is the channel at / and the API below /api/."),
    };

    private async Task AnswerAsync(HttpContext http, string method)
    {
        SlackAnswer answer = Workspace.Answer(method, http.Request.Headers.Authorization, await ArgumentsAsync(http));
        if (answer.RetryAfter is { } seconds)
            http.Response.Headers.RetryAfter = $"{seconds}";
        if (answer.IsLost)
            http.Abort();
        else
            await WriteAsync(http, answer.Status, "application/json; charset=utf-8", answer.Body);
    }

    private static async Task<JsonElement> ArgumentsAsync(HttpContext http)
    {
        if (http.Request.Method == "GET")
            return JsonSerializer.SerializeToElement(http.Request.Query.ToDictionary(one => one.Key, one => one.Value.ToString()));
        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(new Dictionary<string, string>());
        }
    }

    private Task ShowAsync(HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        SlackMember viewer = Workspace.Members.FirstOrDefault(one => one.Id == http.Request.Query["as"]) ?? Workspace.Members[0];
        return WriteAsync(http, 200, "text/html; charset=utf-8", SlackPage.Of(Workspace, viewer));
    }

    private async Task ClickedAsync(HttpContext http)
    {
        // Another page in the same browser could click here as well.
        if (http.Request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != BaseAddress.AbsoluteUri.TrimEnd('/'))
        {
            await WriteAsync(http, 403, "text/plain; charset=utf-8", $"A click comes from {BaseAddress}, and this one does not.");
            return;
        }

        IFormCollection form = await http.Request.ReadFormAsync(http.RequestAborted);
        (string user, string button) = (form["as"].ToString(), form["button"].ToString());
        if (Workspace.Messages.FirstOrDefault(one => one.TimeStamp == form["message"]) is not { } message || message.ValueOf(button) is null)
        {
            await WriteAsync(http, 409, "text/plain; charset=utf-8", "The message has changed and has no such button any more; go back and look again.");
            return;
        }

        HttpStatusCode answer = await ClickAsync(user, message, button, http.RequestAborted);
        if ((int)answer is >= 200 and < 300)
            http.Response.Redirect($"/?as={Uri.EscapeDataString(user)}");
        else
            await WriteAsync(http, 502, "text/plain; charset=utf-8", $"The app answered the click with {(int)answer}. Slack would show a warning sign beside the button.");
    }

    private static Task WriteAsync(HttpContext http, int status, string type, string text)
    {
        (http.Response.StatusCode, http.Response.ContentType) = (status, type);
        return http.Response.WriteAsync(text, http.RequestAborted);
    }
}
