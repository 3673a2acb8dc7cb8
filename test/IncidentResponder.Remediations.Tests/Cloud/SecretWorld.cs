using System.Text.Json;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>A secret of its own, made and read past the code under test.</summary>
public sealed class SecretWorld
{
    private static int s_secrets;

    private readonly Moto _moto;

    private SecretWorld(Moto moto, string name) => (_moto, Name) = (moto, name);

    public string Name { get; }

    /// <summary>Makes a secret; its value is no secret.</summary>
    public static async Task<SecretWorld> WithSecretAsync(Moto moto, string? policy = null)
    {
        var world = new SecretWorld(moto, $"app/db-{Interlocked.Increment(ref s_secrets)}");
        await world.AskAsync("CreateSecret", $$"""{"Name":"{{world.Name}}","SecretString":"example","ClientRequestToken":"11111111-2222-3333-4444-555555555555"}""");
        if (policy is not null)
            await world.PutPolicyAsync(policy);
        return world;
    }

    public Task PutPolicyAsync(string policy) =>
        AskAsync("PutResourcePolicy", $$"""{"SecretId":"{{Name}}","ResourcePolicy":"{{JsonEncodedText.Encode(policy)}}"}""");

    /// <summary>The policy, byte for byte; "none" when there is none.</summary>
    public async Task<string> PolicyAsync() =>
        (await AskAsync("GetResourcePolicy", $$"""{"SecretId":"{{Name}}"}""")).TryGetProperty("ResourcePolicy", out var policy) ? policy.GetString()! : "none";

    /// <summary>Has the secret rotated on schedule; moto rotates it at once as well.</summary>
    public Task RotateOnScheduleAsync() =>
        AskAsync("RotateSecret", $$$"""{"SecretId":"{{{Name}}}","ClientRequestToken":"66666666-7777-8888-9999-000000000000","RotationRules":{"AutomaticallyAfterDays":30} }""");

    public Task DeleteAsync() => AskAsync("DeleteSecret", $$"""{"SecretId":"{{Name}}","RecoveryWindowInDays":7}""");

    public async Task<string> ArnAsync() => (await DescribeAsync()).GetProperty("ARN").GetString()!;

    /// <summary>The versions with their stages, as one text to compare.</summary>
    public async Task<string> VersionsAsync() => (await DescribeAsync()).GetProperty("VersionIdsToStages").GetRawText();

    private Task<JsonElement> DescribeAsync() => AskAsync("DescribeSecret", $$"""{"SecretId":"{{Name}}"}""");

    private Task<JsonElement> AskAsync(string operation, string body) => _moto.JsonAsync("secretsmanager", $"secretsmanager.{operation}", body);
}
