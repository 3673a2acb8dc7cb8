using System.Collections.Immutable;
using System.Text;
using Amazon.Lambda.APIGatewayEvents;

namespace IncidentResponder.Functions.Page;

/// <summary>A request to the page, freed from how it came.</summary>
public sealed record PageRequest
{
    /// <summary>The method, in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The incident's id as it stands in the path, unchecked; empty for pages that are about none.</summary>
    public string Incident { get; init; } = "";

    /// <summary>"code", "decision" or "undo" of a POST, unchecked; empty for the page itself.</summary>
    public string Action { get; init; } = "";

    /// <summary>The route by which the request came, for example "GET /incidents"; empty where it does not matter.</summary>
    public string Route { get; init; } = "";

    /// <summary>What stands in the address behind "?", unchecked.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The token in the address, unchecked.</summary>
    public string? Token => Query.GetValueOrDefault("t");

    /// <summary>The file that is asked for instead of the page, unchecked; null for the page itself.</summary>
    public string? As => Query.GetValueOrDefault("as");

    /// <summary>Headers; names compare without regard to case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Cookies, each "name=value".</summary>
    public ImmutableArray<string> Cookies { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The body's bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The host by which the API was called.</summary>
    public string Host { get; init; } = "";

    /// <summary>What stands before "/incidents" in the path: "" or "/stage".</summary>
    public string Prefix { get; init; } = "";

    /// <summary>When the request came in, by the server's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The page's own address without a slash at its end: https, but http on this machine itself.</summary>
    public string Origin => Uri.TryCreate($"http://{Host}", UriKind.Absolute, out var local) && local.IsLoopback ? $"http://{Host}{Prefix}" : $"https://{Host}{Prefix}";

    /// <summary>Reads what an HTTP API sends. The clock is the API's own.</summary>
    public static PageRequest Of(APIGatewayHttpApiV2ProxyRequest request)
    {
        var (context, headers) = (request.RequestContext, HeadersOf(request));
        return new()
        {
            Method = context.Http.Method.ToUpperInvariant(),
            Incident = Value(request.PathParameters, "incidentId") ?? "",
            Action = Value(request.PathParameters, "action") ?? "",
            Route = request.RouteKey ?? "",
            Query = request.QueryStringParameters?.ToImmutableDictionary() ?? ImmutableDictionary<string, string>.Empty,
            Headers = headers,
            Cookies = [.. request.Cookies ?? []],
            Body = request.IsBase64Encoded ? Convert.FromBase64String(request.Body ?? "") : Encoding.UTF8.GetBytes(request.Body ?? ""),
            Host = headers.GetValueOrDefault("host") ?? context.DomainName ?? "",
            Prefix = context.Stage is null or "" or "$default" ? "" : $"/{Uri.EscapeDataString(context.Stage)}",
            Now = DateTimeOffset.FromUnixTimeMilliseconds(context.TimeEpoch),
        };
    }

    private static Dictionary<string, string> HeadersOf(APIGatewayHttpApiV2ProxyRequest request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Headers ?? new Dictionary<string, string>())
            headers[name] = value;
        return headers;
    }

    private static string? Value(IDictionary<string, string>? values, string name) =>
        values is not null && values.TryGetValue(name, out var value) ? value : null;
}
