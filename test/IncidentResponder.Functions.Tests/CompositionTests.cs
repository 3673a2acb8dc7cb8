using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests;

public sealed class CompositionTests
{
    [Theory]
    [InlineData("Nobody")]
    [InlineData(null)]
    public void For_UnknownHandler_NamesItAndThoseThatThereAre(string? handler)
    {
        var fault = Should.Throw<ArgumentException>(() => Composition.For(handler, _ => "x"));
        fault.Message.ShouldContain($"'{handler}'");
        foreach (var known in Composition.Handlers)
            fault.Message.ShouldContain(known);
    }

    [Fact]
    public void For_VariablesMissing_NamesAllOfThemAtOnce()
    {
        var fault = Should.Throw<InvalidOperationException>(() => Composition.For("Intake", _ => null));
        fault.Message.ShouldContain("Intake");
        foreach (var name in new[] { "INCIDENT_TABLE", "EVIDENCE_BUCKET", "EVIDENCE_KEY_ARN", "EVIDENCE_RETENTION_DAYS", "RESPONSE_STATE_MACHINE_ARN" })
            fault.Message.ShouldContain(name);
    }

    [Fact]
    public void For_EveryHandler_CanBePutTogetherFromWhatTheTemplateGives()
    {
        // What Lambda gives every process, read when loop and clients are made; nothing listens there and nothing is asked.
        Environment.SetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9");
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "example");
        foreach (var handler in Composition.Handlers)
            Composition.For(handler, Variable).Dispose();
    }

    [Fact]
    public void For_StateMachineThatIsNoArn_NamesTheSettingAndItsValue() =>
        Should.Throw<InvalidOperationException>(() => Composition.For("Intake", name => name is "RESPONSE_STATE_MACHINE_ARN" ? "response" : Variable(name)))
            .Message.ShouldContain("RESPONSE_STATE_MACHINE_ARN is 'response'");

    [Fact]
    public void Handlers_AreThoseOfTheTemplate()
    {
        var named = File.ReadLines(Repository.PathOf("template.yaml"))
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("Handler: ", StringComparison.Ordinal))
            .Select(line => line["Handler: ".Length..]);
        Composition.Handlers.Order().ShouldBe(named.Distinct().Order());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("a year")]
    public void Days_NoNumberOfDays_IsNamed(string value)
    {
        var settings = Settings.Read("Close", ["EVIDENCE_RETENTION_DAYS"], _ => value);
        Should.Throw<InvalidOperationException>(() => settings.Days("EVIDENCE_RETENTION_DAYS")).Message.ShouldContain($"'{value}'");
    }

    private static string? Variable(string name) => name switch
    {
        "AWS_REGION" => "eu-west-1",
        "EVIDENCE_RETENTION_DAYS" => "30",
        "RESPONSE_STATE_MACHINE_ARN" => "arn:aws:states:eu-west-1:111122223333:stateMachine:incident-responder-response",
        "LIVE_STATE_DOCUMENT" => ",,,",
        "LINK_KEYS" => "HS256/11111111-2222-3333-4444-555555555555,ES256/66666666-7777-8888-9999-000000000000",
        "AWS_ENDPOINT_URL" => "http://127.0.0.1:1",
        _ => name.ToLowerInvariant(),
    };
}
