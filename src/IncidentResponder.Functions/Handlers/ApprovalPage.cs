using System.Text;
using Amazon.Lambda.APIGatewayEvents;
using IncidentResponder.Functions.Page;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>Answers the HTTP API behind the personal links: shows the incident, sends codes, takes answers and requests to undo.</summary>
/// <param name="desk">What answers.</param>
/// <param name="news">Says that an incident has changed.</param>
public sealed class ApprovalPage(PageDesk desk, ChangeNews news)
{
    /// <summary>Answers one request. The clock is the API's own.</summary>
    public async Task<APIGatewayHttpApiV2ProxyResponse> AnswerAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        var asked = Read(request);
        var reply = await desk.AnswerAsync(asked, cancel).ConfigureAwait(false);
        if (asked.Method == "POST" && reply.Status == 200)
            await news.TryRaiseAsync(asked.Incident, cancel).ConfigureAwait(false);

        var headers = PageHeaders.With(reply.Nonce);
        if (reply.Status is 204 or 405)
            headers["allow"] = asked.Action.Length > 0 ? "POST, OPTIONS" : "GET, HEAD, OPTIONS";
        var head = asked.Method == "HEAD";
        if (reply.Export is not { } export)
            return new() { StatusCode = reply.Status, Headers = headers, Body = head ? "" : reply.Markup.ToString() };

        headers["content-type"] = export.ContentType;
        headers["content-disposition"] = $"attachment; filename=\"{export.FileName}\"";
        return new() { StatusCode = reply.Status, Headers = headers, Body = head ? "" : Convert.ToBase64String(export.Content.Span), IsBase64Encoded = !head };
    }

    private static PageRequest Read(APIGatewayHttpApiV2ProxyRequest request)
    {
        var (context, headers) = (request.RequestContext, Headers(request));
        return new()
        {
            Method = context.Http.Method.ToUpperInvariant(),
            Incident = Value(request.PathParameters, "incidentId") ?? "",
            Action = Value(request.PathParameters, "action") ?? "",
            Token = Value(request.QueryStringParameters, "t"),
            As = Value(request.QueryStringParameters, "as"),
            Headers = headers,
            Body = request.IsBase64Encoded ? Convert.FromBase64String(request.Body ?? "") : Encoding.UTF8.GetBytes(request.Body ?? ""),
            Host = headers.GetValueOrDefault("host") ?? context.DomainName ?? "",
            Prefix = context.Stage is null or "" or "$default" ? "" : $"/{Uri.EscapeDataString(context.Stage)}",
            Now = DateTimeOffset.FromUnixTimeMilliseconds(context.TimeEpoch),
        };
    }

    private static Dictionary<string, string> Headers(APIGatewayHttpApiV2ProxyRequest request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Headers ?? new Dictionary<string, string>())
            headers[name] = value;
        return headers;
    }

    private static string? Value(IDictionary<string, string>? values, string name) =>
        values is not null && values.TryGetValue(name, out var value) ? value : null;
}
