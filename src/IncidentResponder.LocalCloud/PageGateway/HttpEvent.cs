using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;

namespace IncidentResponder.LocalCloud.PageGateway;

/// <summary>Writes an HTTP request as the event of an HTTP API, payload format 2.0.</summary>
internal static class HttpEvent
{
    public static async Task<byte[]> ReadAsync(HttpContext http, HttpRoute route, IReadOnlyDictionary<string, string> variables, DateTimeOffset now, string account)
    {
        HttpRequest request = http.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, http.RequestAborted);
        var shown = new JsonObject
        {
            ["version"] = "2.0",
            ["routeKey"] = route.Key,
            ["rawPath"] = request.Path.Value,
            ["rawQueryString"] = request.QueryString.Value?.TrimStart('?') ?? "",
            ["headers"] = Headers(http),
            ["requestContext"] = Context(http, route, now, account),
        };
        if (request.Headers.Cookie.Count > 0)
            shown["cookies"] = new JsonArray([.. request.Headers.Cookie.SelectMany(one => one!.Split("; ")).Select(one => (JsonNode)one)]);
        if (request.Query.Count > 0)
            shown["queryStringParameters"] = Joined(request.Query);
        if (variables.Count > 0)
            shown["pathParameters"] = new JsonObject(variables.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)));
        bool text = IsText(request.ContentType);
        shown["isBase64Encoded"] = body.Length > 0 && !text;
        if (body.Length > 0)
            shown["body"] = text ? Encoding.UTF8.GetString(body.ToArray()) : Convert.ToBase64String(body.ToArray());
        return Encoding.UTF8.GetBytes(shown.ToJsonString());
    }

    private static JsonObject Headers(HttpContext http)
    {
        JsonObject headers = Joined(http.Request.Headers
            .Where(one => !one.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
            .Select(one => KeyValuePair.Create(one.Key.ToLowerInvariant(), one.Value)));
        string source = Source(http);
        headers["x-forwarded-for"] = headers["x-forwarded-for"] is { } before ? $"{before}, {source}" : source;
        headers["x-forwarded-port"] = $"{http.Connection.LocalPort}";
        headers["x-forwarded-proto"] = "http";
        return headers;
    }

    private static JsonObject Context(HttpContext http, HttpRoute route, DateTimeOffset now, string account) => new()
    {
        ["accountId"] = account,
        ["apiId"] = "local",
        ["domainName"] = http.Request.Host.Value,
        ["domainPrefix"] = "local",
        ["http"] = new JsonObject
        {
            ["method"] = http.Request.Method,
            ["path"] = http.Request.Path.Value,
            ["protocol"] = http.Request.Protocol,
            ["sourceIp"] = Source(http),
            ["userAgent"] = http.Request.Headers.UserAgent.ToString(),
        },
        ["requestId"] = http.TraceIdentifier,
        ["routeKey"] = route.Key,
        ["stage"] = "$default",
        ["time"] = now.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture),
        ["timeEpoch"] = now.ToUnixTimeMilliseconds(),
    };

    private static string Source(HttpContext http) => http.Connection.RemoteIpAddress?.MapToIPv4().ToString() ?? "127.0.0.1";

    // Payload 2.0 has one value a name: several are joined by commas.
    private static JsonObject Joined(IEnumerable<KeyValuePair<string, StringValues>> fields) =>
        new(fields.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)string.Join(',', one.Value.ToArray()))));

    // As API Gateway does it: anything but text is base64, and a form isn't text.
    private static bool IsText(string? contentType)
    {
        string media = (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return media.Length == 0
            || media.StartsWith("text/", StringComparison.Ordinal)
            || media is "application/json" or "application/xml" or "application/javascript"
            || media.EndsWith("+json", StringComparison.Ordinal)
            || media.EndsWith("+xml", StringComparison.Ordinal);
    }
}
