using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentResponder.Core.Approve;

/// <summary>One-time codes: eight digits that people can paste. What is kept is a hash bound to incident, approver and purpose.</summary>
public static class Codes
{
    /// <summary>The purpose of a code that answers the question.</summary>
    public const string ToDecide = "decision";

    /// <summary>The purpose of a code that undoes.</summary>
    public const string ToUndo = "undo";

    /// <summary>Wrong tries after which a code is dead.</summary>
    public const int MostTries = 5;

    private const int Digits = 8;

    /// <summary>How long a code works.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Draws a code from the system's secure generator.</summary>
    public static string Draw() => RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>Reads what a person typed or pasted: eight digits, with spaces and dashes anywhere; null when it is anything else.</summary>
    public static string? Read(string? typed)
    {
        if (typed is not { Length: <= 40 })
            return null;
        var digits = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.DashPunctuation));
        return digits.Length == Digits && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    /// <summary>Writes a code for reading: "1234 5678".</summary>
    public static string Spaced(string code) => $"{code[..4]} {code[4..]}";

    /// <summary>SHA-256 over incident, approver, purpose and code: 64 lower-case hexadecimal digits.</summary>
    public static string Hash(IncidentId incident, string approver, string purpose, string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', "code/1", incident.Value, approver, purpose, code))));

    /// <summary>What is kept of a code drawn now.</summary>
    public static OneTimeCode ToKeep(string hash, DateTimeOffset now) => new() { Hash = hash, ExpiresAt = now + Lifetime, Tries = 0 };
}
