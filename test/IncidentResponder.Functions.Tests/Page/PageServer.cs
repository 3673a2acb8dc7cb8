using Amazon.Lambda.APIGatewayEvents;
using IncidentResponder.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentResponder.Functions.Tests.Page;

/// <summary>Serves the handler to browsers on this machine, as an HTTP API would.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PageCaller _caller;

    private PageServer(WebApplication app, PageCaller caller) => (_app, _caller) = (app, caller);

    internal ApprovalScene Scene => _caller.Scene;

    /// <summary>The server's address, without a slash at the end.</summary>
    internal string Url => _app.Urls.First();

    /// <summary>How many POSTs came in.</summary>
    internal int Posts { get; private set; }

    internal static async Task<PageServer> StartAsync(PageCaller caller)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new PageServer(builder.Build(), caller);
        server._app.Map("/session", (HttpContext http) => http.Response.Headers.SetCookie = $"{caller.Cookies[^1]}; Path=/; Secure; HttpOnly; SameSite=Lax");
        server._app.Map("/incidents", (HttpContext http) => server.AnswerAsync(http, "", ""));
        server._app.Map("/incidents/{incidentId}", (HttpContext http, string incidentId) => server.AnswerAsync(http, incidentId, ""));
        server._app.Map("/incidents/{incidentId}/{action}", (HttpContext http, string incidentId, string action) => server.AnswerAsync(http, incidentId, action));
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http, string incident, string action)
    {
        if (http.Request.Method == "POST")
            Posts++;
        using var body = new StreamReader(http.Request.Body);
        Dictionary<string, string> path = incident.Length == 0 ? [] : new() { ["incidentId"] = incident };
        if (action.Length > 0)
            path["action"] = action;
        var request = new APIGatewayHttpApiV2ProxyRequest
        {
            Cookies = [.. http.Request.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")],
            RequestContext = new() { Stage = "$default", DomainName = http.Request.Host.ToString(), TimeEpoch = _caller.Now.ToUnixTimeMilliseconds(), Http = new() { Method = http.Request.Method } },
            PathParameters = path,
            QueryStringParameters = http.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()),
            Headers = http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()),
            Body = await body.ReadToEndAsync(),
        };
        var response = await _caller.Handler.AnswerAsync(request, http.RequestAborted);
        http.Response.StatusCode = response.StatusCode;
        foreach (var (name, value) in response.Headers!)
            http.Response.Headers[name] = value;
        if (response.IsBase64Encoded)
            await http.Response.Body.WriteAsync(Convert.FromBase64String(response.Body!));
        else if (response.Body is { Length: > 0 } text)
            await http.Response.WriteAsync(text);
    }
}
