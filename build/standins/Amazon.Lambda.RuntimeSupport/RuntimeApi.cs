using System.Net.Http.Headers;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The HTTP interface by which the platform hands out invocations.</summary>
internal sealed class RuntimeApi : IDisposable
{
    private const string AnswerType = "application/json";
    private const string ErrorType = "application/vnd.aws.lambda.error+json";

    private readonly HttpClient http;

    internal RuntimeApi(string? hostAndPort)
    {
        if (string.IsNullOrEmpty(hostAndPort))
            throw new InvalidOperationException("AWS_LAMBDA_RUNTIME_API is not set: the function runs on AWS Lambda or in the local cloud only.");
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan, // the platform freezes the process between invocations
        };
        http = new(handler)
        {
            BaseAddress = new($"http://{hostAndPort}/2018-06-01/runtime/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    internal async Task<Invocation> NextAsync(CancellationToken cancel)
    {
        var answer = await http.GetAsync("invocation/next", HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        var input = await answer.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        return new(answer, input, new(answer.Headers));
    }

    internal Task AnswerAsync(string requestId, MemoryStream output, CancellationToken cancel) =>
        PostAsync($"invocation/{requestId}/response", new(output.GetBuffer(), 0, (int)output.Length), AnswerType, cancel);

    internal Task ReportErrorAsync(string requestId, Exception failure, CancellationToken cancel) =>
        PostAsync($"invocation/{requestId}/error", new(ErrorReport.Of(failure)), ErrorType, cancel);

    internal Task ReportInitializationErrorAsync(Exception failure, CancellationToken cancel) =>
        PostAsync("init/error", new(ErrorReport.Of(failure)), ErrorType, cancel);

    private async Task PostAsync(string path, ByteArrayContent content, string contentType, CancellationToken cancel)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (contentType == ErrorType) // the type of the exception is in the report
            request.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", "Unhandled");
        using var answer = await http.SendAsync(request, cancel).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
            Console.Error.WriteLine($"The Lambda Runtime API answered {path} with {(int)answer.StatusCode}: the invocation counts as failed.");
    }

    public void Dispose() => http.Dispose();
}
