using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.Lambda.RuntimeSupport;

namespace IncidentResponder.Standins.Tests.Lambda;

/// <summary>The platform's side of the Runtime API on 127.0.0.1: hands out what is queued and keeps what comes back.</summary>
internal sealed class FakeRuntimeApi : IDisposable
{
    /// <summary>The collection of tests that use it: the API's address is a variable of the process.</summary>
    internal const string OneAtATime = "Runtime API";

    private readonly HttpListener listener = new();
    private readonly Queue<string> invocations;
    private readonly CancellationTokenSource answeredAll = new();

    internal FakeRuntimeApi(params string[] invocations)
    {
        this.invocations = new(invocations);
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        probe.Stop();
        listener.Prefixes.Add($"http://{Address}/");
        listener.Start();
        _ = ServeAsync();
    }

    internal string Address { get; }

    /// <summary>When the platform will end what it hands out.</summary>
    internal DateTimeOffset Deadline { get; init; } = DateTimeOffset.UtcNow.AddMinutes(1);

    /// <summary>How the platform takes answers and reports.</summary>
    internal HttpStatusCode Reception { get; init; } = HttpStatusCode.Accepted;

    /// <summary>Cancelled as soon as a function asks for an invocation and none is left.</summary>
    internal CancellationToken AnsweredAll => answeredAll.Token;

    internal ConcurrentQueue<Report> Reports { get; } = new();

    /// <summary>Runs a function until it has served what is queued.</summary>
    internal async Task RunAsync(LambdaBootstrapBuilder function)
    {
        Environment.SetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API", Address);
        using var bootstrap = function.Build();
        await bootstrap.RunAsync(AnsweredAll);
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            var call = await listener.GetContextAsync();
            if (call.Request.HttpMethod == "GET")
                await HandOutAsync(call);
            else
                await KeepAsync(call);
        }
    }

    private async Task HandOutAsync(HttpListenerContext call)
    {
        if (!invocations.TryDequeue(out var body))
        {
            await answeredAll.CancelAsync(); // the call stays open, as on the platform
            return;
        }

        call.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = $"request-{invocations.Count}";
        call.Response.Headers["Lambda-Runtime-Trace-Id"] = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700";
        call.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:111122223333:function:decide";
        call.Response.Headers["Lambda-Runtime-Deadline-Ms"] = Deadline.ToUnixTimeMilliseconds().ToString();
        await call.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        call.Response.Close();
    }

    private async Task KeepAsync(HttpListenerContext call)
    {
        using var body = new StreamReader(call.Request.InputStream);
        var errorType = call.Request.Headers["Lambda-Runtime-Function-Error-Type"];
        Reports.Enqueue(new(call.Request.Url!.AbsolutePath, await body.ReadToEndAsync(), call.Request.ContentType, errorType));
        call.Response.StatusCode = (int)Reception;
        call.Response.Close();
    }

    public void Dispose()
    {
        listener.Close();
        answeredAll.Dispose();
    }

    internal sealed record Report(string Path, string Body, string? ContentType, string? ErrorType);
}
