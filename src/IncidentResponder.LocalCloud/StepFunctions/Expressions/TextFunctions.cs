using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Expressions;

/// <summary>The intrinsic functions about text, encodings and hashes.</summary>
internal static class TextFunctions
{
    public const string FormatName = "States.Format";

    /// <summary>AWS's limit on what is encoded, decoded or hashed, in characters.</summary>
    private const int LongestText = 10_000;

    public static JsonNode? Format(JsonNode?[] arguments)
    {
        string template = Arguments.Text(arguments, 0);
        StringBuilder filled = new();
        int next = 1;
        for (int at = 0; at < template.Length; at++)
        {
            if (template[at] == '\\' && at + 1 < template.Length)
                filled.Append(template[++at]);
            else if (template[at] == '{' && at + 1 < template.Length && template[at + 1] == '}')
            {
                filled.Append(Shown(next < arguments.Length ? arguments[next] : throw TooFew(arguments)));
                next++;
                at++;
            }
            else
                filled.Append(template[at]);
        }

        return next == arguments.Length ? JsonValue.Create(filled.ToString()) : throw TooFew(arguments);
    }

    /// <summary>Splits at every one of the delimiter's characters; empty parts are left out.</summary>
    public static JsonNode? Split(JsonNode?[] arguments)
    {
        char[] delimiters = Arguments.Text(arguments, 1).ToCharArray();
        string[] parts = delimiters.Length == 0
            ? [Arguments.Text(arguments, 0)]
            : Arguments.Text(arguments, 0).Split(delimiters, StringSplitOptions.RemoveEmptyEntries);
        return new JsonArray([.. parts.Select(part => JsonValue.Create(part))]);
    }

    public static JsonNode? Uuid(JsonNode?[] arguments)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return JsonValue.Create(new Guid(bytes, bigEndian: true).ToString());
    }

    public static JsonNode? Encode(JsonNode?[] arguments) =>
        JsonValue.Create(Convert.ToBase64String(Encoding.UTF8.GetBytes(Bounded(arguments))));

    public static JsonNode? Decode(JsonNode?[] arguments)
    {
        string text = Bounded(arguments);
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length)
            ? JsonValue.Create(Encoding.UTF8.GetString(bytes, 0, length))
            : throw Arguments.Unfit(arguments, 0, "base64");
    }

    public static JsonNode? Hash(JsonNode?[] arguments)
    {
        string text = JsonText.AsText(arguments[0]) ?? JsonText.Write(arguments[0]);
        byte[] bytes = Encoding.UTF8.GetBytes(text.Length <= LongestText ? text : throw Arguments.Unfit(arguments, 0, $"at most {LongestText} characters"));
        return JsonValue.Create(Convert.ToHexStringLower(Digest(arguments, bytes)));
    }

#pragma warning disable CA5350, CA5351 // States.Hash offers SHA-1 and MD5; nothing here relies on them.
    private static byte[] Digest(JsonNode?[] arguments, byte[] bytes) => Arguments.Text(arguments, 1) switch
    {
        "MD5" => MD5.HashData(bytes),
        "SHA-1" => SHA1.HashData(bytes),
        "SHA-256" => SHA256.HashData(bytes),
        "SHA-384" => SHA384.HashData(bytes),
        "SHA-512" => SHA512.HashData(bytes),
        _ => throw Arguments.Unfit(arguments, 1, "MD5, SHA-1, SHA-256, SHA-384 or SHA-512"),
    };
#pragma warning restore CA5350, CA5351

    private static string Bounded(JsonNode?[] arguments)
    {
        string text = Arguments.Text(arguments, 0);
        return text.Length <= LongestText ? text : throw Arguments.Unfit(arguments, 0, $"at most {LongestText} characters");
    }

    /// <summary>Values in a format look as Java shows them: a text without quotes, an object as {name=value}.</summary>
    private static string Shown(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject record => "{" + string.Join(", ", record.Select(property => $"{property.Key}={Shown(property.Value)}")) + "}",
        JsonArray array => "[" + string.Join(", ", array.Select(Shown)) + "]",
        _ => JsonText.AsText(value) ?? JsonText.Write(value),
    };

    private static SyntaxFault TooFew(JsonNode?[] arguments) =>
        new($"the template has not as many {{}} as there are values ({arguments.Length - 1})");
}
