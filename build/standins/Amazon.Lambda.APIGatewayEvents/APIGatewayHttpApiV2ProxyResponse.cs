using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>An answer to a request to an HTTP API, in payload format 2.0.</summary>
[DataContract]
public class APIGatewayHttpApiV2ProxyResponse
{
    /// <summary>The status, such as 200.</summary>
    [DataMember(Name = "statusCode")]
    [JsonPropertyName("statusCode")]
    public int StatusCode { get; set; }

    /// <summary>The headers; null leaves them out.</summary>
    [DataMember(Name = "headers")]
    [JsonPropertyName("headers")]
    public IDictionary<string, string>? Headers { get; set; }

    /// <summary>The cookies to set, one an entry; null leaves them out.</summary>
    [DataMember(Name = "cookies")]
    [JsonPropertyName("cookies")]
    public string[]? Cookies { get; set; }

    /// <summary>The body, in Base64 if <see cref="IsBase64Encoded"/>.</summary>
    [DataMember(Name = "body")]
    [JsonPropertyName("body")]
    public string? Body { get; set; }

    /// <summary>Whether the body is in Base64.</summary>
    [DataMember(Name = "isBase64Encoded")]
    [JsonPropertyName("isBase64Encoded")]
    public bool IsBase64Encoded { get; set; }

    /// <summary>Adds a header, and makes the headers if there are none yet.</summary>
    public void SetHeaderValues(string headerName, string value, bool append) =>
        SetHeaderValues(headerName, [value], append);

    /// <summary>Adds a header's values, after those it has if <paramref name="append"/>, instead of them otherwise.</summary>
    public void SetHeaderValues(string headerName, IEnumerable<string> values, bool append)
    {
        Headers ??= new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var joined = string.Join(",", values);
        Headers[headerName] = append && Headers.TryGetValue(headerName, out var known) ? known + "," + joined : joined;
    }
}
