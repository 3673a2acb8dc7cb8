using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentResponder.Channels.Webhook;

/// <summary>"v1=" and the HMAC-SHA-256, in lower-case hexadecimal digits, of "v1:{time stamp}:{body}".</summary>
internal static class WebhookSignature
{
    /// <summary>The time stamp: whole seconds since 1970.</summary>
    internal static string Stamp(DateTimeOffset now) => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Signs.</summary>
    internal static string Of(string secret, string stamp, string body) =>
        "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v1:{stamp}:{body}")));
}
