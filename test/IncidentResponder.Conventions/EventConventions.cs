using System.Text.Json;
using IncidentResponder.Conventions.Reading;
using IncidentResponder.Testing;

namespace IncidentResponder.Conventions;

/// <summary>The sample events are events as EventBridge delivers them, and the rules of the template let them in.</summary>
public sealed class EventConventions
{
    private static readonly string[] Envelope = ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"];

    [Fact]
    public void Samples_ThereAreSome() => Events.Names.ShouldNotBeEmpty();

    [Fact]
    public void Samples_Each_HasTheEnvelope() =>
        Events.Names.Where(name => !Envelope.All(member => Events.Read(name).TryGetProperty(member, out _))).ShouldBeEmpty();

    [Fact]
    public void Samples_Each_IsOfAnAccountOfTheDocumentation() =>
        Events.Names.Where(name => Events.Read(name).GetProperty("account").GetString() is not ("111122223333" or "123456789012")).ShouldBeEmpty();

    [Fact]
    public void Samples_Each_BearsTheSourceAndTypeOfARule()
    {
        var rules = Deployment.OfType("AWS::Events::Rule").Values.Select(rule => rule["EventPattern"]!)
            .Select(pattern => (Json.TextOf(pattern["source"]![0]), Json.TextOf(pattern["detail-type"]![0]))).ToHashSet();

        Events.Names.Where(name => !rules.Contains(KindOf(Events.Read(name)))).ShouldBeEmpty();
    }

    private static (string, string) KindOf(JsonElement sample) =>
        (sample.GetProperty("source").GetString()!, sample.GetProperty("detail-type").GetString()!);
}
