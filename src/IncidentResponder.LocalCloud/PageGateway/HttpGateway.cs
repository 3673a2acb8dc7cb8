using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.StepFunctions;

namespace IncidentResponder.LocalCloud.PageGateway;

/// <summary>The template's HTTP APIs on 127.0.0.1, so that a browser on this machine can open the page.</summary>
public sealed class HttpGateway : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly string _account;
    private readonly TimeProvider _clock;
    private ILambdaInvoker? _functions;

    private HttpGateway(WebApplication web, string account, TimeProvider clock)
    {
        (_web, _account, _clock) = (web, account, clock);
        Address = new Uri("http://127.0.0.1/");
        Routes = new HttpRoutes(Address);
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; private set; }

    /// <summary>The routes; they may be added while it answers.</summary>
    public HttpRoutes Routes { get; private set; }

    /// <summary>Starts to listen.</summary>
    /// <param name="options">Port and account.</param>
    /// <param name="clock">Gives events their time.</param>
    /// <param name="cancel">Gives up starting.</param>
    public static async Task<HttpGateway> StartAsync(LocalCloudOptions options, TimeProvider clock, CancellationToken cancel)
    {
        WebApplication web = LoopbackWeb.Build(options.PagePort);
        var gateway = new HttpGateway(web, options.Account, clock);
        web.Run(gateway.HandleAsync);
        await web.StartAsync(cancel);
        gateway.Address = LoopbackWeb.AddressOf(web);
        gateway.Routes = new HttpRoutes(gateway.Address);
        return gateway;
    }

    /// <summary>Says who runs the functions that routes name.</summary>
    public void Serve(ILambdaInvoker functions) => _functions = functions;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        if (_functions is null || Routes.Find(http.Request.Method, http.Request.Path.Value ?? "/") is not var (route, variables))
        {
            await HttpAnswer.RefuseAsync(http, 404, "Not Found");
            return;
        }

        byte[] subject = await HttpEvent.ReadAsync(http, route, variables, _clock.GetUtcNow(), _account);
        await HttpAnswer.WriteAsync(http, await _functions.InvokeAsync(route.Function, subject, http.RequestAborted));
    }
}
