using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace IncidentResponder.LocalCloud.Front;

/// <summary>Calls AWS APIs at one endpoint in their wire protocols, naming account and Region but signing nothing.</summary>
/// <param name="http">A client whose base address is the endpoint.</param>
/// <param name="region">The Region that calls are for.</param>
/// <param name="account">The account that calls act in.</param>
public sealed class AwsApi(HttpClient http, string region, string account)
{
    private const string AccessKey = "LOCALCLOUD";

    /// <summary>The Region that calls are for.</summary>
    public string Region { get; } = region;

    /// <summary>The account that calls act in.</summary>
    public string Account { get; } = account;

    /// <summary>An Authorization header that names who calls what, with a signature that nothing here checks.</summary>
    public static string Authorization(string accessKey, string region, string service) =>
        $"AWS4-HMAC-SHA256 Credential={accessKey}/20260101/{region}/{service}/aws4_request, SignedHeaders=host, Signature=0";

    /// <summary>Calls an operation of the JSON protocols.</summary>
    /// <param name="service">The signing name.</param>
    /// <param name="target">X-Amz-Target, such as <c>AmazonSQS.SendMessage</c>.</param>
    /// <param name="input">The input.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="AwsApiException">The service refused.</exception>
    public async Task<JsonObject> JsonAsync(string service, string target, JsonObject input, CancellationToken cancel)
    {
        using HttpRequestMessage request = New(HttpMethod.Post, "/", service);
        request.Headers.Add("X-Amz-Target", target);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(input.ToJsonString()));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(service == "kms" ? "application/x-amz-json-1.1" : "application/x-amz-json-1.0");
        string body = await SendAsync(request, service, target, cancel);
        return body.Length == 0 ? [] : JsonNode.Parse(body) as JsonObject ?? [];
    }

    /// <summary>Calls an operation of the query protocols (IAM, SNS, EC2, CloudWatch …).</summary>
    /// <exception cref="AwsApiException">The service refused.</exception>
    public async Task<XElement> QueryAsync(string service, string version, string action, IEnumerable<(string Name, string Value)> parameters, CancellationToken cancel)
    {
        using HttpRequestMessage request = New(HttpMethod.Post, "/", service);
        request.Content = new FormUrlEncodedContent(
            parameters.Select(one => KeyValuePair.Create(one.Name, one.Value)).Prepend(new("Version", version)).Prepend(new("Action", action)));
        return XElement.Parse(await SendAsync(request, service, action, cancel));
    }

    /// <summary>Calls an operation of a REST service.</summary>
    /// <exception cref="AwsApiException">The service refused.</exception>
    public async Task<string> RestAsync(string service, HttpMethod method, string path, string? body, CancellationToken cancel, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = New(method, path, service);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request, service, $"{method} {path}", cancel);
    }

    private HttpRequestMessage New(HttpMethod method, string path, string service)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", Authorization(AccessKey, Region, service));
        request.Headers.Add("x-moto-account-id", Account);
        return request;
    }

    private async Task<string> SendAsync(HttpRequestMessage request, string service, string operation, CancellationToken cancel)
    {
        using HttpResponseMessage response = await http.SendAsync(request, cancel);
        string body = await response.Content.ReadAsStringAsync(cancel);
        return response.IsSuccessStatusCode ? body : throw AwsApiException.From(service, operation, (int)response.StatusCode, body);
    }
}
