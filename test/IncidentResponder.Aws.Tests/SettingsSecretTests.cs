using System.Text.Json.Nodes;
using Amazon.SecretsManager;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.LocalCloud.Front;
using Microsoft.Extensions.Time.Testing;

namespace IncidentResponder.Aws.Tests;

public sealed class SettingsSecretTests(MotoServer moto) : IDisposable
{
    private readonly AmazonSecretsManagerClient _client = new(CannedAws.Credentials, new AmazonSecretsManagerConfig { ServiceURL = moto.Url, AuthenticationRegion = "eu-west-1" });
    private readonly HttpClient _http = new() { BaseAddress = new(moto.Url) };
    private readonly FakeTimeProvider _clock = new();

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    [Fact]
    public async Task Read_ChangedSecret_IsTakenUpWithinFiveMinutes()
    {
        var arn = (await CallAsync("CreateSecret", new() { ["Name"] = "settings", ["SecretString"] = "old" }))["ARN"]!.GetValue<string>();
        SettingsSecret secret = new(_client, arn, _clock);
        (await secret.ReadAsync(default)).ShouldBe("old");
        await CallAsync("PutSecretValue", new() { ["SecretId"] = arn, ["SecretString"] = "new" });

        _clock.Advance(TimeSpan.FromSeconds(299));
        (await secret.ReadAsync(default)).ShouldBe("old");
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await secret.ReadAsync(default)).ShouldBe("new");
    }

    [Fact]
    public async Task Read_NoSuchSecret_NamesItAndTheNextStep()
    {
        SettingsSecret secret = new(_client, "arn:aws:secretsmanager:eu-west-1:111122223333:secret:nothing", _clock);
        (await Should.ThrowAsync<IOException>(() => secret.ReadAsync(default))).Message.ShouldBe(
            "Secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:nothing with settings could not be read (ResourceNotFoundException); check that it exists and that the function's role may read it.");
    }

    private Task<JsonObject> CallAsync(string operation, JsonObject input) =>
        new AwsApi(_http, "eu-west-1", "123456789012").JsonAsync("secretsmanager", $"secretsmanager.{operation}", input, default);
}
