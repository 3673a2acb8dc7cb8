using System.Text;

namespace IncidentResponder.Functions.Page;

/// <summary>
/// What a POST must be before anything of it is believed: sent by this page itself, form-encoded, small.
/// A foreign page has neither the token nor the code; this check comes before both.
/// </summary>
internal static class FormGuard
{
    /// <summary>The largest form that is read, in bytes.</summary>
    internal const int LargestForm = 8192;

    /// <summary>The refusal, or null when the request may be read and asks for something that there is.</summary>
    internal static Refusal? Check(PageRequest request) => request.Action is "code" or "decision" or "hand-on" or "undo" or "keep"
        ? CheckForm(request)
        : new(404, "There is nothing here", "Nothing was done. Open the link in your message again.");

    /// <summary>The refusal, or null when the request may be read.</summary>
    internal static Refusal? CheckForm(PageRequest request)
    {
        if (!FromThisPage(request))
            return new(403, "This form did not come from this page", "Nothing was done. Open the link in your message and answer there, in a current browser.");
        if (Header(request, "content-type").Split(';')[0].Trim() is var type && !type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return new(415, "This form can't be read", "Nothing was done. Open the link in your message and answer there.");
        return request.Body.Length > LargestForm
            ? new(413, "This form is too large", $"Nothing was done. A form has {LargestForm} bytes at most: shorten the comment.")
            : null;
    }

    /// <summary>The form's fields; null when a field comes twice or the form is not well-formed.</summary>
    internal static Dictionary<string, string>? Fields(PageRequest request)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Encoding.UTF8.GetString(request.Body.Span).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            if (!fields.TryAdd(Decoded(parts[0]), parts.Length == 2 ? Decoded(parts[1]) : ""))
                return null;
        }

        return fields;
    }

    // Browsers say by Sec-Fetch-Site whether a request comes from the page's own origin; older ones leave Origin to compare.
    private static bool FromThisPage(PageRequest request) => Header(request, "sec-fetch-site") switch
    {
        "same-origin" or "none" => true,
        "" => Uri.TryCreate(Header(request, "origin"), UriKind.Absolute, out var origin) && IsHost(request, origin),
        _ => false,
    };

    private static bool IsHost(PageRequest request, Uri origin) =>
        origin.Scheme is "https" or "http"
        && request.Host.Length > 0
        && origin.Authority.Equals(request.Host, StringComparison.OrdinalIgnoreCase)
        && (origin.Scheme == "https" || origin.IsLoopback);

    private static string Header(PageRequest request, string name) => request.Headers.GetValueOrDefault(name) ?? "";

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
