using System.Collections.Immutable;
using Amazon.Lambda.APIGatewayEvents;
using IncidentResponder.Core.Markup;

namespace IncidentResponder.Functions.Page;

/// <summary>What goes back.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Nonce">The nonce that the markup was made with.</param>
/// <param name="Markup">The page; empty for OPTIONS and where the browser is sent on.</param>
public sealed record PageReply(int Status, string Nonce, Html Markup)
{
    /// <summary>The file that is given instead of the page; null for the page.</summary>
    public PageExport? Export { get; init; }

    /// <summary>Where the browser is sent on; null for nowhere.</summary>
    public string? Location { get; init; }

    /// <summary>What the browser is told to keep or to forget, each a Set-Cookie header's value.</summary>
    public ImmutableArray<string> Cookies { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Sends the browser on, by GET whatever it came with.</summary>
    internal static PageReply To(string location, params ImmutableArray<string> cookies) => new(303, "", Html.Empty) { Location = location, Cookies = cookies };

    /// <summary>Writes it as an HTTP API takes it.</summary>
    /// <param name="request">What it answers.</param>
    public APIGatewayHttpApiV2ProxyResponse ToResponse(PageRequest request)
    {
        var (headers, head) = (PageHeaders.With(Nonce), request.Method == "HEAD");
        if (Status is 204 or 405)
            headers["allow"] = request.Action.Length > 0 ? "POST, OPTIONS" : "GET, HEAD, OPTIONS";
        if (Location is not null)
            headers["location"] = Location;
        string[]? cookies = Cookies.IsEmpty ? null : [.. Cookies];
        if (Export is not { } export)
            return new() { StatusCode = Status, Headers = headers, Cookies = cookies, Body = head ? "" : Markup.ToString() };

        headers["content-type"] = export.ContentType;
        headers["content-disposition"] = $"attachment; filename=\"{export.FileName}\"";
        return new() { StatusCode = Status, Headers = headers, Cookies = cookies, Body = head ? "" : Convert.ToBase64String(export.Content.Span), IsBase64Encoded = !head };
    }
}
