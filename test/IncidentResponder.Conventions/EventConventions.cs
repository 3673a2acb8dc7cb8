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
        "securityhub-custom-action",
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
        var patterns = Deployment.OfType("AWS::Events::Rule").Values.Select(rule => EventPattern.Parse(PatternOf(rule))).ToList();

        Events.Names.Where(name => !patterns.Any(pattern => pattern.Matches(Events.Read(name))))
            .ShouldBe(WithoutARule.Concat(DroppedByARule), ignoreOrder: true);
    }

    // YAML's false and 9 are text to the reader of the template; in a pattern the type matters.
    private static JsonElement PatternOf(JsonObject rule)
    {
        using var document = JsonDocument.Parse(Bare().Replace(rule["EventPattern"]!.ToJsonString(), "$1"));
        return document.RootElement.Clone();
    }

    [GeneratedRegex("\"(false|true|[0-9]+)\"(?!:)", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();
}
