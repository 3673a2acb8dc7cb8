using System.Text.Json;

namespace IncidentResponder.Core.Approve;

/// <summary>The claims as JSON: v, kid, iss, aud, sub, jti, iat, nbf, exp, inc, dig, all present, each once, and no others.</summary>
internal static class LinkClaimsJson
{
    private const int Version = 1;
    private const string Issuer = "incident-responder";
    private const int Members = 11;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 2 };

    internal static string Audience(string deployment, LinkPurpose purpose) =>
        $"{deployment}/{(purpose is LinkPurpose.Approve ? "approve" : "undo")}";

    internal static byte[] Write(LinkClaims claims, string keyId, string deployment)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteString("kid", keyId);
            json.WriteString("iss", Issuer);
            json.WriteString("aud", Audience(deployment, claims.Purpose));
            json.WriteString("sub", claims.Approver);
            json.WriteString("jti", claims.LinkId);
            json.WriteNumber("iat", claims.IssuedAt.ToUnixTimeSeconds());
            json.WriteNumber("nbf", claims.NotBefore.ToUnixTimeSeconds());
            json.WriteNumber("exp", (claims.ExpiresAt.ToUnixTimeMilliseconds() + 999) / 1000);
            json.WriteString("inc", claims.Incident.Value);
            json.WriteString("dig", claims.PlanDigest);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads the claims. Whether the audience is this deployment's is for the caller to compare.</summary>
    /// <exception cref="FormatException">A member is missing, unknown, or has the wrong type or value.</exception>
    /// <exception cref="JsonException">It is not strict JSON.</exception>
    internal static (string Audience, LinkClaims Claims) Read(ReadOnlyMemory<byte> payload, string keyId)
    {
        using var document = JsonDocument.Parse(payload, Strict);
        var root = document.RootElement;
        if (root.ValueKind is not JsonValueKind.Object || root.EnumerateObject().Count() != Members)
            throw new FormatException($"The claims are not an object of {Members} members.");
        if (Whole(root, "v") != Version || Text(root, "kid") != keyId || Text(root, "iss") != Issuer)
            throw new FormatException("The claims v, kid or iss are not this product's, version's and key's.");
        var audience = Text(root, "aud");
        var claims = new LinkClaims
        {
            Purpose = audience.EndsWith("/undo", StringComparison.Ordinal) ? LinkPurpose.Undo : LinkPurpose.Approve,
            Approver = Text(root, "sub"),
            LinkId = Text(root, "jti"),
            Incident = IncidentId.Parse(Text(root, "inc")),
            PlanDigest = Text(root, "dig"),
            IssuedAt = Time(root, "iat"),
            NotBefore = Time(root, "nbf"),
            ExpiresAt = Time(root, "exp"),
        };
        return (audience, claims);
    }

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new FormatException($"The claim {name} is not a text.");

    private static DateTimeOffset Time(JsonElement root, string name) => DateTimeOffset.FromUnixTimeSeconds(Whole(root, name));

    private static long Whole(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) && number is >= 0 and < 253_402_300_800
            ? number
            : throw new FormatException($"The claim {name} is not a whole number in its bounds.");
}
