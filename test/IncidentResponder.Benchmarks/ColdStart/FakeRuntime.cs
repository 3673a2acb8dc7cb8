using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IncidentResponder.Benchmarks.ColdStart;

/// <summary>The Lambda Runtime API for one process and one invocation: hands out an empty SQS batch and takes the answer.</summary>
internal sealed class FakeRuntime : IDisposable
{
    private static readonly byte[] EmptyBatch = Encoding.UTF8.GetBytes("""{"Records":[]}""");
    private readonly HttpListener listener = new();

    /// <summary>Listens on a free port of the loopback interface.</summary>
    public FakeRuntime()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        probe.Stop();
        listener.Prefixes.Add($"http://{Address}/");
        listener.Start();
    }

    /// <summary>Host and port, as AWS_LAMBDA_RUNTIME_API has them.</summary>
    public string Address { get; }

    /// <summary>Waits for the process to ask for its first invocation and to answer it.</summary>
    /// <param name="started">When the process was started, by <see cref="Stopwatch.GetTimestamp"/>.</param>
    /// <returns>Milliseconds from start to the first question and to the first answer.</returns>
    public async Task<(double ToNext, double ToResponse)> ServeOnceAsync(long started)
    {
        var next = await listener.GetContextAsync();
        var toNext = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        next.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = "bench-1";
        next.Response.Headers["Lambda-Runtime-Deadline-Ms"] =
            DateTimeOffset.UtcNow.AddMinutes(15).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        next.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:123456789012:function:bench";
        next.Response.ContentType = "application/json";
        next.Response.Close(EmptyBatch, willBlock: false);

        var answer = await listener.GetContextAsync();
        var toResponse = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        using var reader = new StreamReader(answer.Request.InputStream);
        var body = await reader.ReadToEndAsync();
        answer.Response.StatusCode = 202;
        answer.Response.Close();
        return answer.Request.Url!.AbsolutePath.EndsWith("/response", StringComparison.Ordinal)
            ? (toNext, toResponse)
            : throw new InvalidOperationException($"The process reported an error instead of an answer: {body}");
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Close();
}
