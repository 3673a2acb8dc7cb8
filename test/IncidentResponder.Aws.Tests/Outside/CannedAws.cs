using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace IncidentResponder.Aws.Tests.Outside;

/// <summary>Answers the SDK's requests in the process, for services that moto lacks or gets wrong, and remembers them.</summary>
internal sealed class CannedAws : HttpClientFactory
{
    private readonly List<(string Match, HttpStatusCode Status, string Body)> _answers = [];

    public static AWSCredentials Credentials { get; } = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "example");

    public List<(string Path, string Body)> Asked { get; } = [];

    /// <summary>Answers requests whose path, target or body contains the text. A later answer to the same text comes first.</summary>
    public CannedAws On(string match, string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        _answers.Insert(0, (match, status, body));
        return this;
    }

    public JsonNode BodyOf(string match) => JsonNode.Parse(Asked.Last(one => one.Path.Contains(match, StringComparison.Ordinal)).Body)!;

    public T On<T>(T config)
        where T : ClientConfig
    {
        config.ServiceURL = "http://127.0.0.1:9";
        config.AuthenticationRegion = "eu-west-1";
        config.MaxErrorRetry = 0;
        config.HttpClientFactory = this;
        return config;
    }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    private sealed class Handler(CannedAws owner) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var target = request.Headers.TryGetValues("X-Amz-Target", out var targets) ? string.Concat(targets) : "";
            var path = $"{request.RequestUri!.AbsolutePath} {target}";
            owner.Asked.Add((path, body));
            var (_, status, text) = owner._answers.FirstOrDefault(
                answer => path.Contains(answer.Match, StringComparison.Ordinal) || body.Contains(answer.Match, StringComparison.Ordinal));
            return new(status is 0 ? HttpStatusCode.NotImplemented : status)
            {
                RequestMessage = request,
                Content = new StringContent(text ?? $"{{\"__type\":\"NotCanned\",\"message\":\"{path}\"}}", Encoding.UTF8, "application/json"),
            };
        }
    }
}
