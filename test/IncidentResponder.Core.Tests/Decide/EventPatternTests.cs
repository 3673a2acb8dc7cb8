using System.Text.Json;
using IncidentResponder.Core.Decide;

namespace IncidentResponder.Core.Tests.Decide;

public sealed class EventPatternTests
{
    private const string Event =
        """
        {"source":"aws.guardduty","detail":{"severity":8,"type":"CryptoCurrency:EC2/BitcoinTool.B!DNS","zero":0,"off":false,
        "nothing":null,"empty":[],"tags":["a","b"],"ip":"198.51.100.7","ip6":"2001:db8::1","star":"a*b",
        "list":[{"k":"x","v":1},{"k":"y","v":2,"inner":[{"n":"deep"}]}]}}
        """;

    [Theory]
    [InlineData("""{"detail":{"type":[{"prefix":"CryptoCurrency:EC2/"}]}}""", true)]
    [InlineData("""{"detail":{"type":[{"prefix":{"equals-ignore-case":"crypto"}}]}}""", true)]
    [InlineData("""{"detail":{"type":[{"wildcard":"*:EC2/*!DNS"}]}}""", true)]
    [InlineData("""{"detail":{"type":[{"wildcard":"*:EC2/*!DN"}]}}""", false)]
    [InlineData("""{"detail":{"star":[{"wildcard":"a\\*b"}]}}""", true)]
    [InlineData("""{"detail":{"type":[{"wildcard":"a\\*b"}]}}""", false)]
    [InlineData("""{"detail":{"severity":[8]}}""", true)]
    [InlineData("""{"detail":{"severity":[8.0]}}""", false)]
    [InlineData("""{"detail":{"severity":[{"numeric":["=",8.0]}]}}""", true)]
    [InlineData("""{"detail":{"severity":[{"numeric":[">",7,"<=",8]}]}}""", true)]
    [InlineData("""{"detail":{"severity":[{"numeric":[">",8]}]}}""", false)]
    [InlineData("""{"detail":{"off":[0]}}""", false)]
    [InlineData("""{"detail":{"zero":[false]}}""", false)]
    [InlineData("""{"detail":{"nothing":[null]}}""", true)]
    [InlineData("""{"detail":{"nothing":[{"exists":true}]}}""", true)]
    [InlineData("""{"detail":{"empty":[{"exists":true}]}}""", false)]
    [InlineData("""{"detail":{"empty":[{"exists":false}]}}""", true)]
    [InlineData("""{"detail":{"missing":{"deeper":[{"exists":false}]}}}""", true)]
    [InlineData("""{"detail":{"missing":[{"exists":false},"x"]}}""", true)]
    [InlineData("""{"detail":{"severity":[{"exists":false},8]}}""", true)]
    [InlineData("""{"detail":{"tags":["c","b"]}}""", true)]
    [InlineData("""{"detail":{"tags":[{"anything-but":["a","b"]}]}}""", false)]
    [InlineData("""{"detail":{"severity":[{"anything-but":"8"}]}}""", true)]
    [InlineData("""{"detail":{"ip":[{"cidr":"198.51.100.0/24"}]}}""", true)]
    [InlineData("""{"detail":{"ip":[{"cidr":"198.51.100.9/32"}]}}""", false)]
    [InlineData("""{"detail":{"ip6":[{"cidr":"2001:db8::/32"}]}}""", true)]
    [InlineData("""{"detail":{"list":{"k":["x"],"v":[1]}}}""", true)]
    [InlineData("""{"detail":{"list":{"k":["x"],"v":[2]}}}""", false)]
    [InlineData("""{"detail":{"list":{"k":["y"],"inner":{"n":["deep"]}}}}""", true)]
    [InlineData("""{"detail":{"list":{"k":["x"],"inner":{"n":["deep"]}}}}""", false)]
    [InlineData("""{"detail":{"list":{"k":["x"]},"$or":[{"list":{"v":[2]}},{"severity":[9]}]}}""", false)]
    [InlineData("""{"detail":{"$or":[{"severity":[9]},{"tags":["a"]}]}}""", true)]
    [InlineData("""{"detail":{"list":{"inner":[{"exists":false}]}}}""", true)]
    public void Matches_Event_FollowsEventBridge(string pattern, bool expected) =>
        EventPattern.Parse(Json(pattern)).Matches(Json(Event)).ShouldBe(expected);

    [Theory]
    [InlineData("[]", "itself")]
    [InlineData("{}", "itself")]
    [InlineData("""{"source":"aws.guardduty"}""", "at source")]
    [InlineData("""{"source":[]}""", "at source")]
    [InlineData("""{"detail":{"x":[{"prefixx":"a"}]}}""", "at detail.x")]
    [InlineData("""{"detail":{"x":[{"prefix":1}]}}""", "at detail.x")]
    [InlineData("""{"detail":{"x":[{"numeric":[">","7"]}]}}""", "at detail.x")]
    [InlineData("""{"detail":{"x":[{"numeric":["<",7,">",1]}]}}""", "at detail.x")]
    [InlineData("""{"detail":{"x":[{"wildcard":"a**b"}]}}""", "at detail.x")]
    [InlineData("""{"detail":{"x":[{"wildcard":"a\\b"}]}}""", "at detail.x")]
    [InlineData("""{"detail":{"x":[{"cidr":"10.0.0.0/33"}]}}""", "at detail.x")]
    [InlineData("""{"detail":{"x":[{"anything-but":[true]}]}}""", "at detail.x")]
    [InlineData("""{"detail":{"x":[{"prefix":"a","suffix":"b"}]}}""", "at detail.x")]
    public void Parse_PatternAwsWouldRefuse_NamesTheField(string pattern, string names) =>
        Should.Throw<FormatException>(() => EventPattern.Parse(Json(pattern))).Message.ShouldContain(names);

    [Fact]
    public void Matches_ConformanceVectors_GiveTheExpectedAnswer()
    {
        string? folder = Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_VECTORS");
        if (folder is null)
        {
            Assert.Skip("INCIDENT_RESPONDER_VECTORS is unset: the shared EventBridge vectors did not run.");
            return;
        }

        JsonElement cases = Json(File.ReadAllText(Path.Combine(folder, "eventbridge", "patterns.json"))).GetProperty("cases");
        string[] wrong = [.. cases.EnumerateArray()
            .Where(one => EventPattern.Parse(one.GetProperty("pattern")).Matches(one.GetProperty("event"))
                != one.GetProperty("matches").GetBoolean())
            .Select(one => one.GetProperty("name").GetString()!)];
        wrong.ShouldBeEmpty();
        cases.GetArrayLength().ShouldBe(55);
    }

    private static JsonElement Json(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
