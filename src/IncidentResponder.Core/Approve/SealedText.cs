using System.Text;
using System.Text.Json;

namespace IncidentResponder.Core.Approve;

/// <summary>
/// A JSON Web Signature in compact form. The header is only compared with the keys there are, each of one algorithm, and never obeyed:
/// its members are "alg" and "kid" and no others, so there is no "none", no "jku", "x5u", "jwk" or "crit" to follow.
/// </summary>
public static class SealedText
{
    /// <summary>The longest token that is looked at, in characters.</summary>
    public const int LongestToken = 2048;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 2 };

    /// <summary>Seals a payload: "header.payload.mac".</summary>
    public static async Task<string> SealAsync(ReadOnlyMemory<byte> payload, ILinkKey key, CancellationToken cancel)
    {
        var signed = $"{StrictBase64Url.Write(Header(key))}.{StrictBase64Url.Write(payload.Span)}";
        var mac = await key.MacAsync(Encoding.ASCII.GetBytes(signed), cancel).ConfigureAwait(false);
        return $"{signed}.{StrictBase64Url.Write(mac)}";
    }

    /// <summary>Opens a token. Nothing of the payload is looked at before the seal has been checked.</summary>
    public static async Task<SealReading> OpenAsync(string? token, LinkKeyRing ring, CancellationToken cancel)
    {
        if (token is null or "")
            return new SealReading.Broken("There is no token.");
        if (token.Length > LongestToken)
            return new SealReading.Broken($"The token has {token.Length} characters; {LongestToken} are the most.");
        if (token.Split('.') is not [var header, var payload, var mac])
            return new SealReading.Broken("The token has not exactly three parts.");
        if (StrictBase64Url.Read(header) is not { } headerBytes || StrictBase64Url.Read(payload) is not { } payloadBytes || StrictBase64Url.Read(mac) is not { } macBytes)
            return new SealReading.Broken("A part of the token is not strict base64url.");
        if (KeyOf(headerBytes, ring) is not { } key)
            return new SealReading.Broken("The token's header is not strict JSON of exactly alg and kid, both of a key in use.");
        if (payloadBytes.Length == 0)
            return new SealReading.Broken("The token's payload is empty.");
        if (macBytes.Length != (key.Algorithm == "HS256" ? 32 : Es256.SignatureBytes))
            return new SealReading.Broken($"The token's code has {macBytes.Length} bytes, which no {key.Algorithm} has.");
        var signed = Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]);
        return await key.VerifyAsync(signed, macBytes, cancel).ConfigureAwait(false)
            ? new SealReading.Whole(payloadBytes, key.Id)
            : new SealReading.Broken("The token's code is not the code of its text.");
    }

    private static byte[] Header(ILinkKey key)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("alg", key.Algorithm);
            json.WriteString("kid", key.Id);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static ILinkKey? KeyOf(byte[] header, LinkKeyRing ring)
    {
        try
        {
            using var document = JsonDocument.Parse(header, Strict);
            var members = document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.EnumerateObject().ToList() : [];
            return members.Count == 2 && Text(members, "alg") is { } algorithm && Text(members, "kid") is { } id ? ring.Find(id, algorithm) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(List<JsonProperty> members, string name) =>
        members.Find(m => m.NameEquals(name)) is { Value.ValueKind: JsonValueKind.String } member ? member.Value.GetString() : null;
}
