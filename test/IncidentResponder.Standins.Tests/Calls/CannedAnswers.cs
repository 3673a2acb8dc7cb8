using System.Net;
using System.Text;
using Amazon.Runtime;

namespace IncidentResponder.Standins.Tests.Calls;

/// <summary>Answers a client's calls from a list instead of the network, and keeps what was sent.</summary>
internal sealed class CannedAnswers(params (int Status, string Body)[] answers) : HttpClientFactory
{
    internal static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    private readonly Queue<(int Status, string Body)> left = new(answers);

    internal List<SentRequest> Sent { get; } = [];

    /// <summary>Headers of every answer.</summary>
    internal Dictionary<string, string> Headers { get; } = [];

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Wire(this));

    /// <summary>Runs as soon as a request has arrived.</summary>
    internal Func<Task> WhenAsked { get; init; } = () => Task.CompletedTask;

    /// <summary>A configuration that sends to this list.</summary>
    internal T Configure<T>()
        where T : ClientConfig, new() => new()
        {
            RegionEndpoint = Amazon.RegionEndpoint.EUCentral1,
            HttpClientFactory = this,
        };

    private sealed class Wire(CannedAnswers answers) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancel);
            var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
                .ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
            answers.Sent.Add(new(request.Method.Method, request.RequestUri!, body, headers));
            await answers.WhenAsked();
            cancel.ThrowIfCancellationRequested();
            var (status, text) = answers.left.Dequeue();
            var answer = new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = new StringContent(text, Encoding.UTF8, text.StartsWith('<') ? "text/xml" : "application/json"),
                RequestMessage = request,
            };
            foreach (var (name, value) in answers.Headers)
                answer.Headers.Add(name, value);
            return answer;
        }
    }
}
