namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>A request to an HTTP API, in payload format 2.0.</summary>
public class APIGatewayHttpApiV2ProxyRequest
{
    /// <summary>The payload format, 2.0.</summary>
    public string Version { get; set; } = null!;

    /// <summary>The route that matched, such as GET /incidents/{incidentId}.</summary>
    public string RouteKey { get; set; } = null!;

    /// <summary>The path as it was asked for.</summary>
    public string RawPath { get; set; } = null!;

    /// <summary>The query string as it was asked for.</summary>
    public string RawQueryString { get; set; } = null!;

    /// <summary>The cookies, one an entry.</summary>
    public string[] Cookies { get; set; } = null!;

    /// <summary>The headers, names in lower case; several values are joined by commas.</summary>
    public IDictionary<string, string> Headers { get; set; } = null!;

    /// <summary>The query parameters; several values are joined by commas.</summary>
    public IDictionary<string, string> QueryStringParameters { get; set; } = null!;

    /// <summary>Who asked, how and when.</summary>
    public ProxyRequestContext RequestContext { get; set; } = null!;

    /// <summary>The body, in Base64 if <see cref="IsBase64Encoded"/>.</summary>
    public string Body { get; set; } = null!;

    /// <summary>The values of the route's {parameters}.</summary>
    public IDictionary<string, string> PathParameters { get; set; } = null!;

    /// <summary>Whether the body is in Base64.</summary>
    public bool IsBase64Encoded { get; set; }

    /// <summary>The variables of the stage.</summary>
    public IDictionary<string, string> StageVariables { get; set; } = null!;

    /// <summary>Who asked, how and when.</summary>
    public class ProxyRequestContext
    {
        /// <summary>The account that owns the API.</summary>
        public string AccountId { get; set; } = null!;

        /// <summary>The id of the API.</summary>
        public string ApiId { get; set; } = null!;

        /// <summary>The host name the request was sent to.</summary>
        public string DomainName { get; set; } = null!;

        /// <summary>The first label of the host name.</summary>
        public string DomainPrefix { get; set; } = null!;

        /// <summary>The HTTP side of the request.</summary>
        public HttpDescription Http { get; set; } = null!;

        /// <summary>The id of the request.</summary>
        public string RequestId { get; set; } = null!;

        /// <summary>The route that matched.</summary>
        public string RouteKey { get; set; } = null!;

        /// <summary>The stage of the API.</summary>
        public string Stage { get; set; } = null!;

        /// <summary>When the request came, as in an access log.</summary>
        public string Time { get; set; } = null!;

        /// <summary>When the request came, in milliseconds since 1970.</summary>
        public long TimeEpoch { get; set; }
    }

    /// <summary>The HTTP side of a request.</summary>
    public class HttpDescription
    {
        /// <summary>GET, POST and so on.</summary>
        public string Method { get; set; } = null!;

        /// <summary>The path.</summary>
        public string Path { get; set; } = null!;

        /// <summary>The protocol, such as HTTP/1.1.</summary>
        public string Protocol { get; set; } = null!;

        /// <summary>The address the request came from.</summary>
        public string SourceIp { get; set; } = null!;

        /// <summary>What the client calls itself.</summary>
        public string UserAgent { get; set; } = null!;
    }
}
