using System.Security.Cryptography;

namespace IncidentResponder.Functions.Page;

/// <summary>The headers of every answer.</summary>
public static class PageHeaders
{
    /// <summary>Draws the nonce of one response.</summary>
    internal static string Nonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));

    /// <summary>Writes them.</summary>
    /// <param name="nonce">The nonce of this response's style element.</param>
    public static Dictionary<string, string> With(string nonce) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["content-type"] = "text/html; charset=utf-8",
        ["content-security-policy"] = $"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ["strict-transport-security"] = "max-age=63072000; includeSubDomains",
        ["x-content-type-options"] = "nosniff",
        ["x-frame-options"] = "DENY",
        ["referrer-policy"] = "no-referrer",
        ["cache-control"] = "no-store",
        ["cross-origin-opener-policy"] = "same-origin",
        ["cross-origin-resource-policy"] = "same-origin",
        ["permissions-policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
        ["x-robots-tag"] = "noindex, nofollow",
    };
}
