using System.Text.Json;
using System.Xml.Linq;
using IncidentResponder.LocalCloud.Moto;
using IncidentResponder.Remediations.Tests.Cloud;

[assembly: AssemblyFixture(typeof(Moto))]

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>One moto for all tests. Each test makes resources of its own, so that they don't meet.</summary>
public sealed class Moto : IAsyncLifetime
{
    public const string Account = "123456789012";
    public const string Region = "eu-west-1";

    private readonly HttpClient _http = new();
    private MotoProcess? _process;

    public Uri Endpoint => _process!.Endpoint;

    public async ValueTask InitializeAsync() =>
        _process = await MotoProcess.StartAsync(Console.Error.WriteLine, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process!.DisposeAsync();
    }

    /// <summary>Asks a query API directly: for setting the scene and for reading it, past the code under test.</summary>
    public async Task<XElement> AskAsync(string service, string action, params IEnumerable<(string Name, string Value)> parameters)
    {
        var version = service switch
        {
            "ec2" => "2016-11-15",
            "iam" => "2010-05-08",
            "autoscaling" => "2011-01-01",
            "elasticloadbalancing" => "2015-12-01",
            "rds" => "2014-10-31",
            _ => throw new ArgumentException(service),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint)
        {
            Content = new FormUrlEncodedContent(
                parameters.Prepend(("Version", version)).Prepend(("Action", action)).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))),
        };
        return WithoutNamespaces(XElement.Parse(await SendAsync(request, service)));
    }

    /// <summary>Asks a JSON API directly.</summary>
    /// <param name="service">The name by which its calls are signed: "ecs".</param>
    /// <param name="target">Its X-Amz-Target: "AmazonEC2ContainerServiceV20141113.CreateCluster".</param>
    /// <param name="body">The request, as JSON text.</param>
    /// <param name="region">The Region asked.</param>
    public async Task<JsonElement> JsonAsync(string service, string target, string body, string region = Region)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = new StringContent(body, null, "application/x-amz-json-1.1") };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        var text = await SendAsync(request, service, region);
        return JsonElement.Parse(text.Length == 0 ? "{}" : text);
    }

    /// <summary>Asks an API of paths directly: the answer's text.</summary>
    /// <param name="service">The name by which its calls are signed: "lambda".</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Path and query, from the slash.</param>
    /// <param name="body">The request's body; none when null.</param>
    public async Task<string> RestAsync(string service, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Endpoint, path));
        if (body is not null)
            request.Content = new StringContent(body, null, "application/json");
        return await SendAsync(request, service);
    }

    /// <summary>Asks S3's API for a whole account about its block of public access.</summary>
    public async Task<string> AccountSettingAsync(HttpMethod method, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Endpoint, "/v20180820/configuration/publicAccessBlock"));
        request.Headers.TryAddWithoutValidation("x-amz-account-id", Account);
        if (body is not null)
            request.Content = new StringContent(body, null, "application/xml");
        return await SendAsync(request, "s3");
    }

    private async Task<string> SendAsync(HttpRequestMessage request, string service, string region = Region)
    {
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=test/20260114/{region}/{service}/aws4_request, SignedHeaders=host, Signature=0");
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{service} {request.Method} {request.RequestUri?.PathAndQuery}: {text}");
    }

    private static XElement WithoutNamespaces(XElement element) =>
        new(element.Name.LocalName, element.HasElements ? element.Elements().Select(WithoutNamespaces) : element.Value);
}
