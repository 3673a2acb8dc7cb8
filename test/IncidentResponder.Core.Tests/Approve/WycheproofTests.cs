using System.Buffers.Text;
using System.Text.Json;
using IncidentResponder.Core.Approve;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Approve;

/// <summary>Project Wycheproof's vectors, from the folder that INCIDENT_RESPONDER_VECTORS names.</summary>
public sealed class WycheproofTests(ITestOutputHelper output)
{
    // Called valid there for readers that skip characters outside the alphabet; here a token has one spelling.
    private static readonly int[] Stricter = [372, 373];

    // Called invalid there for a padding that the file has lost: letter for letter they are token 357, which is valid.
    private static readonly int[] SameAs357 = [367, 370];

    // The vectors' header parameters that a link never has, so that a valid signature is refused all the same.
    private static readonly string[] Members = ["alg", "kid"];

    [Fact]
    public async Task Open_Jws_TakesOnlyValidHs256AndEs256()
    {
        using var document = Vectors("json_web_signature_test.json");
        var (taken, refused, foreign) = (0, 0, 0);
        foreach (var (group, test) in Tests(document))
        {
            var key = KeyOf(group);
            var whole = await SealedText.OpenAsync(test.GetProperty("jws").GetString(), key, CancellationToken.None) is SealReading.Whole;
            var id = test.GetProperty("tcId").GetInt32();
            var valid = SameAs357.Contains(id) || (test.GetProperty("result").ValueEquals("valid") && IsOurs(group, test) && !Stricter.Contains(id));
            whole.ShouldBe(valid, $"{id}: {test.GetProperty("comment")}");
            _ = whole ? taken++ : test.GetProperty("result").ValueEquals("valid") ? foreign++ : refused++;
        }

        output.WriteLine($"JWS: {taken} valid taken, {refused} invalid refused, {foreign} valid for others refused (other algorithms and keys, or characters outside the alphabet).");
        (taken + refused + foreign).ShouldBe(document.RootElement.GetProperty("numberOfTests").GetInt32());
        taken.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Open_JwsAndJweMixUps_TakesOnlyValidHs256AndEs256()
    {
        using var document = Vectors("json_web_crypto_test.json");
        var (taken, refused) = (0, 0);
        foreach (var (group, test) in Tests(document))
        {
            var token = test.TryGetProperty("jws", out var jws) ? jws : test.GetProperty("jwe");
            var text = token.ValueKind is JsonValueKind.String ? token.GetString() : token.GetRawText();
            var whole = await SealedText.OpenAsync(text, KeyOf(group), CancellationToken.None) is SealReading.Whole;
            whole.ShouldBe(test.GetProperty("result").ValueEquals("valid") && IsOurs(group, test), $"{test.GetProperty("tcId")}: {test.GetProperty("comment")}");
            _ = whole ? taken++ : refused++;
        }

        output.WriteLine($"JWS and JWE mix-ups: {taken} taken, {refused} refused.");
    }

    [Fact]
    public async Task Verify_HmacSha256_TakesOnlyWholeRightCodes()
    {
        using var document = Vectors("hmac_sha256_test.json");
        var (valid, invalid, cut) = (0, 0, 0);
        foreach (var (group, test) in Tests(document))
        {
            var key = new InMemoryLinkKey(secret: Convert.FromHexString(Text(test, "key")));
            var right = await key.VerifyAsync(Convert.FromHexString(Text(test, "msg")), Convert.FromHexString(Text(test, "tag")), CancellationToken.None);
            var whole = group.GetProperty("tagSize").GetInt32() == 256;
            right.ShouldBe(whole && Text(test, "result") == "valid", $"{test.GetProperty("tcId")}: {Text(test, "comment")}");
            _ = !whole ? cut++ : right ? valid++ : invalid++;
        }

        output.WriteLine($"HMAC-SHA-256: {valid} valid taken, {invalid} invalid refused, {cut} cut codes refused.");
    }

    [Fact]
    public void Verify_Es256_TakesOnlyValidSignaturesOfItsOwnLength()
    {
        using var document = Vectors("ecdsa_secp256r1_sha256_p1363_test.json");
        var (valid, invalid) = (0, 0);
        foreach (var (group, test) in Tests(document))
        {
            var right = Es256.Verify(Hex(group, "publicKeyDer"), Hex(test, "msg"), Hex(test, "sig"));
            right.ShouldBe(Text(test, "result") == "valid", $"{test.GetProperty("tcId")}: {Text(test, "comment")}");
            _ = right ? valid++ : invalid++;
        }

        output.WriteLine($"ES256: {valid} valid taken, {invalid} invalid refused.");
        (valid + invalid).ShouldBe(262);
    }

    [Fact]
    public void FromDer_Es256_ThenVerify_TakesOnlyValidSignaturesInTheirOneSpelling()
    {
        using var document = Vectors("ecdsa_secp256r1_sha256_test.json");
        var (valid, invalid) = (0, 0);
        foreach (var (group, test) in Tests(document))
        {
            var right = Es256.FromDer(Hex(test, "sig")) is { } signature && Es256.Verify(Hex(group, "publicKeyDer"), Hex(test, "msg"), signature);
            right.ShouldBe(Text(test, "result") == "valid", $"{test.GetProperty("tcId")}: {Text(test, "comment")}");
            _ = right ? valid++ : invalid++;
        }

        output.WriteLine($"ES256 as DER: {valid} valid taken, {invalid} invalid refused.");
        (valid + invalid).ShouldBe(484);
    }

    private static byte[] Hex(JsonElement element, string name) => Convert.FromHexString(Text(element, name));

    private static bool IsOurs(JsonElement group, JsonElement test)
    {
        if ((!IsHs256(group) && !IsEs256(group)) || !test.TryGetProperty("jws", out var jws) || jws.ValueKind is not JsonValueKind.String || jws.GetString()!.Split('.') is not [var header, _, _])
            return false;
        using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(string.Concat(header.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))));
        return json.RootElement.EnumerateObject().Select(m => m.Name).Order().SequenceEqual(Members);
    }

    private static bool IsHs256(JsonElement group) =>
        Jwk(group) is var key && key.TryGetProperty("kty", out var kty) && kty.ValueEquals("oct") && key.TryGetProperty("alg", out var alg) && alg.ValueEquals("HS256");

    private static bool IsEs256(JsonElement group) =>
        Jwk(group) is var key && key.TryGetProperty("crv", out var curve) && curve.ValueEquals("P-256") && key.TryGetProperty("alg", out var alg) && alg.ValueEquals("ES256");

    private static LinkKeyRing KeyOf(JsonElement group)
    {
        var key = Jwk(group);
        var secret = key.TryGetProperty("k", out var k) ? Base64Url.DecodeFromChars(k.GetString()) : new byte[32];
        var id = key.TryGetProperty("kid", out var kid) ? kid.GetString()! : "none";
        return new([IsEs256(group) ? EcKey.Of(key, id) : new InMemoryLinkKey(id, secret)]);
    }

    private static JsonElement Jwk(JsonElement group) => group.TryGetProperty("private", out var key) ? key : group.GetProperty("public");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static IEnumerable<(JsonElement Group, JsonElement Test)> Tests(JsonDocument document) =>
        from g in document.RootElement.GetProperty("testGroups").EnumerateArray()
        from t in g.GetProperty("tests").EnumerateArray()
        select (g, t);

    private static JsonDocument Vectors(string file)
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_VECTORS");
        Assert.SkipUnless(folder is { Length: > 0 }, $"INCIDENT_RESPONDER_VECTORS is not set: Wycheproof's {file} was not run.");
        return JsonDocument.Parse(File.ReadAllText(Path.Combine(folder!, "wycheproof", file)));
    }
}
