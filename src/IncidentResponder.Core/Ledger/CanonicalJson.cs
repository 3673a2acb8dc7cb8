using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IncidentResponder.Core.Ledger;

/// <summary>
/// Writes JSON in the one form that RFC 8785 defines, so that equal data has equal bytes and digests can be compared.
/// Members are sorted by UTF-16 code units, numbers are written as ECMAScript writes them, there is no white space.
/// </summary>
public static class CanonicalJson
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a value in canonical form, as UTF-8.</summary>
    /// <exception cref="FormatException">
    /// The value has no canonical form: a member occurs twice, a number is not finite, or a text holds half a surrogate pair.
    /// </exception>
    public static byte[] Write(JsonElement value)
    {
        try
        {
            var text = new StringBuilder();
            Append(text, value);
            return StrictUtf8.GetBytes(text.ToString());
        }
        catch (Exception lone) when (lone is EncoderFallbackException or InvalidOperationException)
        {
            throw new FormatException("A text in the JSON holds half a surrogate pair, which has no canonical form; replace it with whole characters.", lone);
        }
    }

    /// <summary>Writes a record in canonical form, as UTF-8.</summary>
    /// <inheritdoc cref="Write(JsonElement)"/>
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) =>
        Write(JsonSerializer.SerializeToElement(value, type));

    /// <summary>SHA-256 over the canonical form: 64 lower-case hexadecimal digits.</summary>
    /// <inheritdoc cref="Write(JsonElement)"/>
    public static string Digest(JsonElement value) =>
        Convert.ToHexStringLower(SHA256.HashData(Write(value)));

    /// <summary>SHA-256 over a record's canonical form: 64 lower-case hexadecimal digits.</summary>
    /// <inheritdoc cref="Write(JsonElement)"/>
    public static string Digest<T>(T value, JsonTypeInfo<T> type) =>
        Convert.ToHexStringLower(SHA256.HashData(Write(value, type)));

    /// <summary>SHA-256 over the canonical form of an array of texts: 64 lower-case hexadecimal digits.</summary>
    /// <inheritdoc cref="Write(JsonElement)"/>
    public static string Digest(params ReadOnlySpan<string> texts)
    {
        var text = new StringBuilder();
        foreach (var one in texts)
            AppendString(text.Append(text.Length == 0 ? '[' : ','), one);
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(StrictUtf8.GetBytes(text.Append(texts.IsEmpty ? "[]" : "]").ToString())));
        }
        catch (EncoderFallbackException lone)
        {
            throw new FormatException("A text holds half a surrogate pair, which has no canonical form; replace it with whole characters.", lone);
        }
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: AppendObject(text, value); break;
            case JsonValueKind.Array: AppendArray(text, value); break;
            case JsonValueKind.String: AppendString(text, value.GetString()!); break;
            case JsonValueKind.Number: text.Append(EcmaScriptNumber.Write(value)); break;
            case JsonValueKind.True: text.Append("true"); break;
            case JsonValueKind.False: text.Append("false"); break;
            case JsonValueKind.Null: text.Append("null"); break;
            default: throw new FormatException("There is no JSON value to write in canonical form; give a parsed document.");
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
                throw new FormatException($"Member '{member.Name}' occurs twice in one JSON object, which has no canonical form; keep one.");
        }

        text.Append('{');
        var separator = "";
        foreach (var (name, member) in members)
        {
            text.Append(separator);
            AppendString(text, name);
            text.Append(':');
            Append(text, member);
            separator = ",";
        }

        text.Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonElement value)
    {
        text.Append('[');
        var separator = "";
        foreach (var item in value.EnumerateArray())
        {
            text.Append(separator);
            Append(text, item);
            separator = ",";
        }

        text.Append(']');
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4")),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
