using System.Threading.Channels;
using IncidentResponder.LocalCloud.Front;

namespace IncidentResponder.LocalCloud.Lambda;

/// <summary>Lambda's Runtime API (2018-06-01) for one process at a time, on a port of its own.</summary>
internal sealed class RuntimeApi : IAsyncDisposable
{
    private const string Root = "/2018-06-01/runtime/";

    // AWS gives ten seconds; a laptop that compiles at the same time may need more, which says nothing about the function.
    private static readonly TimeSpan InitLimit = TimeSpan.FromSeconds(60);

    private readonly Channel<Invocation> _waiting = Channel.CreateUnbounded<Invocation>();
    private readonly FunctionSpec _spec;
    private readonly WebApplication _web;
    private Invocation? _current;

    private RuntimeApi(FunctionSpec spec)
    {
        _spec = spec;
        _web = LoopbackWeb.Build(0);
        _web.Run(HandleAsync);
    }

    /// <summary>Told each time that the process asks for work, which it does when it has nothing left to do.</summary>
    public Action Idle { get; set; } = static () => { };

    /// <summary>What AWS_LAMBDA_RUNTIME_API says.</summary>
    public string Authority { get; private set; } = "";

    public static async Task<RuntimeApi> StartAsync(FunctionSpec spec, CancellationToken cancel)
    {
        var api = new RuntimeApi(spec);
        await api._web.StartAsync(cancel);
        api.Authority = LoopbackWeb.AddressOf(api._web).Authority;
        return api;
    }

    public void Offer(Invocation invocation)
    {
        Volatile.Write(ref _current, invocation);
        _waiting.Writer.TryWrite(invocation);
    }

    /// <summary>Takes back what no process fetched, so that the next process doesn't get it.</summary>
    public void Withdraw()
    {
        Volatile.Write(ref _current, null);
        while (_waiting.Reader.TryRead(out _))
        {
        }
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        string path = http.Request.Path.Value ?? "";
        if (path == Root + "invocation/next" && HttpMethods.IsGet(http.Request.Method))
            await NextAsync(http);
        else if (path == Root + "init/error" && HttpMethods.IsPost(http.Request.Method))
            await EndAsync(http, Volatile.Read(ref _current), failed: true);
        else if (path.StartsWith(Root + "invocation/", StringComparison.Ordinal) && path.Split('/') is [.., var id, "response" or "error"] parts)
            await EndAsync(http, Volatile.Read(ref _current) is { } current && current.RequestId == id ? current : null, parts[^1] == "error");
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task NextAsync(HttpContext http)
    {
        Idle();
        Invocation next;
        try
        {
            next = await _waiting.Reader.ReadAsync(http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        next.Take();
        IHeaderDictionary headers = http.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = next.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = $"{(TimeProvider.System.GetUtcNow() + _spec.Timeout).ToUnixTimeMilliseconds()}";
        headers["Lambda-Runtime-Invoked-Function-Arn"] = _spec.Arn;
        headers["Lambda-Runtime-Trace-Id"] = $"Root=1-00000000-{next.RequestId.Replace("-", "", StringComparison.Ordinal)[..24]};Sampled=0";
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = next.Payload.Length;
        await http.Response.Body.WriteAsync(next.Payload, http.RequestAborted);
    }

    private static async Task EndAsync(HttpContext http, Invocation? invocation, bool failed)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        http.Response.StatusCode = invocation is null ? StatusCodes.Status400BadRequest : StatusCodes.Status202Accepted;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync("""{"status":"OK"}""", http.RequestAborted);
        if (failed)
            invocation?.Fail(body.ToArray());
        else
            invocation?.Answer(body.ToArray());
    }

    /// <summary>Waits for the end of an invocation; false when the function took longer than it may.</summary>
    public async Task<bool> EndsInTimeAsync(Invocation invocation)
    {
        Task started = await Task.WhenAny(invocation.Taken, invocation.Done, Task.Delay(InitLimit));
        if (started == invocation.Done)
            return true;
        return started == invocation.Taken
            && await Task.WhenAny(invocation.Done, Task.Delay(_spec.Timeout)) == invocation.Done;
    }
}
