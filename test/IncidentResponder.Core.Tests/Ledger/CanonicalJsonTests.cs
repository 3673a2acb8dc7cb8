using System.Text;
using System.Text.Json;
using IncidentResponder.Core.Ledger;

namespace IncidentResponder.Core.Tests.Ledger;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("{}", "{}")]
    [InlineData(" { \"b\" : 2, \"a\" : [ 1 , true, null, \"x\" ] } ", """{"a":[1,true,null,"x"],"b":2}""")]
    [InlineData("""{"\u20ac":1,"\r":2,"1":3,"\ud83d\ude00":4,"\u0080":5,"\u00f6":6,"\ufb33":7}""", "{\"\\r\":2,\"1\":3,\"\u0080\":5,\"ö\":6,\"€\":1,\"😀\":4,\"\ufb33\":7}")]
    [InlineData("""["\u0000\u001f\b\t\n\f\r\"\\\/\u007f<>&'"]""", "[\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\/\u007f<>&'\"]")]
    public void Write_Value_GivesTheOneForm(string json, string canonical) =>
        Written(json).ShouldBe(canonical);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.0e9", "0")]
    [InlineData("1.0", "1")]
    [InlineData("-1.50", "-1.5")]
    [InlineData("100", "100")]
    [InlineData("123456789012", "123456789012")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("123e20", "1.23e+22")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("0.00000123", "0.00000123")]
    [InlineData("1.5e-7", "1.5e-7")]
    [InlineData("333333333.33333329", "333333333.3333333")]
    [InlineData("4.50", "4.5")]
    [InlineData("2e-3", "0.002")]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("295147905179352830000", "295147905179352830000")]
    public void Write_Number_IsAsEcmaScriptWritesIt(string json, string canonical) =>
        Written(json).ShouldBe(canonical);

    [Theory]
    [InlineData("""{"a":1,"a":1}""", "'a' occurs twice")]
    [InlineData("1e400", "1e400 is too large")]
    [InlineData("""["\ud800"]""", "half a surrogate pair")]
    [InlineData("""{"\udc00x":1}""", "half a surrogate pair")]
    public void Write_ValueWithoutCanonicalForm_SaysWhy(string json, string why) =>
        Should.Throw<FormatException>(() => Written(json)).Message.ShouldContain(why);

    [Fact]
    public void Digest_SameDataInOtherOrder_IsEqual()
    {
        using var one = JsonDocument.Parse("""{"a":1,"b":[2.0]}""");
        using var other = JsonDocument.Parse("""{ "b": [2], "a": 1e0 }""");

        CanonicalJson.Digest(one.RootElement).ShouldBe(CanonicalJson.Digest(other.RootElement));
        CanonicalJson.Digest(one.RootElement).ShouldMatch("^[0-9a-f]{64}$");
    }

    [Fact]
    public void Write_PublishedVectors_GivesTheirOutputByteForByte()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_VECTORS");
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Skip("INCIDENT_RESPONDER_VECTORS is not set: the published RFC 8785 vectors were not run.");
            return;
        }

        var inputs = Directory.GetFiles(Path.Combine(folder, "jcs", "input"), "*.json");
        inputs.ShouldNotBeEmpty();
        foreach (var input in inputs)
        {
            var expected = File.ReadAllBytes(Path.Combine(folder, "jcs", "output", Path.GetFileName(input)));
            using var document = JsonDocument.Parse(File.ReadAllBytes(input));
            CanonicalJson.Write(document.RootElement).ShouldBe(expected, Path.GetFileName(input));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{inputs.Length} RFC 8785 vectors agree.");
    }

    private static string Written(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.Write(document.RootElement));
    }
}
