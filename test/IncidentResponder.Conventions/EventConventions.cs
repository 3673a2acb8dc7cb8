using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentResponder.Conventions.Reading;
using IncidentResponder.Core.Decide;
using IncidentResponder.Testing;

namespace IncidentResponder.Conventions;

/// <summary>The sample events are events as EventBridge delivers them, and the rules of the template let them in.</summary>
public sealed partial class EventConventions
{
    private static readonly string[] Envelope = ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"];

    [Fact]
    public void Samples_ThereAreSome() => Events.Names.ShouldNotBeEmpty();

    // They arrive by Security Hub as well, which imports them; the reader knows their own form for accounts that add a rule.
    private static readonly string[] WithoutARule =
    [
        "access-analyzer-external-access", "config-compliance-change", "inspector2-network-reachability", "macie-sensitive-data",
    ];

    private static readonly string[] DroppedByARule = ["malformed-no-detail", "securityhub-notified-by-responder"];

    [Fact]
    public void Samples_Each_HasTheEnvelope() =>
        Events.Names.Where(name => name != "malformed-no-detail" && !Envelope.All(member => Events.Read(name).TryGetProperty(member, out _))).ShouldBeEmpty();

    [Fact]
    public void Samples_Each_IsOfAnAccountOfTheDocumentation() =>
        Events.Names.Where(name => Events.Read(name).GetProperty("account").GetString() is not ("111122223333" or "123456789012")).ShouldBeEmpty();

    [Fact]
    public void Samples_AllButTheListed_PassARuleOfTheTemplate()
    {
        var patterns = Patterns();

        Events.Names.Where(name => !patterns.Any(pattern => pattern.Matches(Events.Read(name))))
            .ShouldBe(WithoutARule.Concat(DroppedByARule), ignoreOrder: true);
    }

    /// <summary>Security Hub's second version publishes OCSF, whose status says what is new.</summary>
    [Theory]
    [InlineData("ocsf-cryptocurrency-ec2", true)]
    [InlineData("ocsf-unauthorized-iam-user", true)]
    [InlineData("ocsf-compliance-failed", true)]
    [InlineData("ocsf-closed", false)]
    [InlineData("securityhub-insight-results", true)]
    [InlineData("guardduty-s3-exfiltration", true)]
    [InlineData("health-event", false)]
    public void Forms_Some_PassARuleOfTheTemplate(string form, bool passes) =>
        Patterns().Any(pattern => pattern.Matches(Events.Read(Path.Combine("forms", form)))).ShouldBe(passes);

    [Theory]
    [InlineData("status_id", "2", false)]
    [InlineData("status_id", "3", false)]
    [InlineData("status_id", "4", false)]
    [InlineData("status_id", "1.0", true)]
    [InlineData("activity_id", "2", true)]
    [InlineData("activity_id", "3", false)]
    public void Ocsf_StatusAndActivity_SayWhatIsNew(string member, string number, bool passes)
    {
        var text = Events.Text(Path.Combine("forms", "ocsf-cryptocurrency-ec2")).Replace($"\"{member}\": 1,", $"\"{member}\": {number},", StringComparison.Ordinal);
        text.ShouldContain($"\"{member}\": {number},");
        using var document = JsonDocument.Parse(text);
        Patterns().Any(pattern => pattern.Matches(document.RootElement)).ShouldBe(passes);
    }

    private static List<EventPattern> Patterns() =>
        [.. Deployment.OfType("AWS::Events::Rule").Values.Select(rule => EventPattern.Parse(PatternOf(rule)))];

    // YAML's false and numbers are text to the reader of the template; in a pattern the type matters.
    private static JsonElement PatternOf(JsonObject rule)
    {
        using var document = JsonDocument.Parse(TypedText().Replace(rule["EventPattern"]!.ToJsonString(), "$1"));
        return document.RootElement.Clone();
    }

    [GeneratedRegex("\"(false|true|[0-9]+)\"")]
    private static partial Regex TypedText();
}
