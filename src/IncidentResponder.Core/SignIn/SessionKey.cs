using System.Security.Cryptography;
using System.Text;

namespace IncidentResponder.Core.SignIn;

/// <summary>The keys of sessions: how they are drawn, recognised and hashed.</summary>
public static class SessionKey
{
    private const int Characters = 43;

    /// <summary>Draws a key: 256 bits of the system's secure generator in base64url.</summary>
    public static string Draw() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept of a key: SHA-256 in 64 lower-case hexadecimal digits; null when the text can't be a key.</summary>
    public static string? Hash(string? key) =>
        key is { Length: Characters } && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)))
            : null;
}
