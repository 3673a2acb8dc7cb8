using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentResponder.Channels.Slack;

/// <summary>
/// Checks that a request comes from Slack: HMAC-SHA-256 over "v0:", the time, ":" and the body's bytes as they came, in lower-case
/// hexadecimal digits after "v0=". See https://docs.slack.dev/authentication/verifying-requests-from-slack.
/// </summary>
public static class SlackSignature
{
    /// <summary>The header with the time, in seconds since 1970.</summary>
    public const string TimeHeader = "X-Slack-Request-Timestamp";

    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "X-Slack-Signature";

    private const string Prefix = "v0=";
    private const int Digits = 2 * SHA256.HashSizeInBytes;
    private const long LatestSecond = 253_402_300_799;

    /// <summary>How old a request may be, or how far ahead.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromSeconds(300);

    /// <summary>Checks a request.</summary>
    /// <param name="body">The body's bytes as they came, before anything is decoded.</param>
    /// <param name="time">The header <see cref="TimeHeader"/>; null where it is missing.</param>
    /// <param name="signature">The header <see cref="SignatureHeader"/>; null where it is missing.</param>
    /// <param name="secrets">The secrets by which it may be signed.</param>
    /// <param name="now">The time.</param>
    public static SlackSignatureCheck Check(ReadOnlySpan<byte> body, string? time, string? signature, ImmutableArray<string> secrets, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(time) || string.IsNullOrEmpty(signature))
            return SlackSignatureCheck.Missing;
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var second) || second > LatestSecond || Read(signature) is not { } given)
            return SlackSignatureCheck.Unreadable;
        if ((now - DateTimeOffset.FromUnixTimeSeconds(second)).Duration() > Tolerance)
            return SlackSignatureCheck.OutOfTime;

        // Every secret is tried, so that the time taken does not tell which one it was.
        var right = false;
        foreach (var secret in secrets)
            right |= CryptographicOperations.FixedTimeEquals(Mac(body, time, secret), given);
        return right ? SlackSignatureCheck.Right : SlackSignatureCheck.Wrong;
    }

    private static byte[]? Read(string signature) =>
        signature.Length == Prefix.Length + Digits && signature.StartsWith(Prefix, StringComparison.Ordinal) && signature[Prefix.Length..].All(char.IsAsciiHexDigitLower)
            ? Convert.FromHexString(signature.AsSpan(Prefix.Length))
            : null;

    private static byte[] Mac(ReadOnlySpan<byte> body, string time, string secret)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.ASCII.GetBytes($"v0:{time}:"));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}
