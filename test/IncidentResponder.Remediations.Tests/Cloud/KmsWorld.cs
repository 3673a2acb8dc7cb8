using System.Text.Json;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>A key in moto, set and read past the code under test.</summary>
public sealed class KmsWorld
{
    private readonly Moto _moto;

    private KmsWorld(Moto moto, string key) => (_moto, Key) = (moto, key);

    public string Key { get; }

    public static async Task<KmsWorld> WithKeyAsync(Moto moto, string tags = "[]")
    {
        var answer = await moto.JsonAsync("kms", "TrentService.CreateKey", $$"""{"Tags":{{tags}}}""");
        return new(moto, answer.GetProperty("KeyMetadata").GetProperty("KeyId").GetString()!);
    }

    /// <summary>Makes a call about the key.</summary>
    /// <param name="operation">"DisableKey".</param>
    /// <param name="members">Further members of the request: "\"PendingWindowInDays\":7".</param>
    public Task<JsonElement> AskAsync(string operation, string members = "") =>
        _moto.JsonAsync("kms", $"TrentService.{operation}", $$"""{"KeyId":"{{Key}}"{{(members.Length == 0 ? "" : ",")}}{{members}}}""");

    public Task AliasAsync(string alias) => _moto.JsonAsync("kms", "TrentService.CreateAlias", $$"""{"AliasName":"{{alias}}","TargetKeyId":"{{Key}}"}""");

    /// <summary>Its state, "Enabled" or "PendingDeletion", and whether it is to be deleted.</summary>
    public async Task<string> StateAsync()
    {
        var key = (await AskAsync("DescribeKey")).GetProperty("KeyMetadata");
        return $"{key.GetProperty("KeyState").GetString()}{(key.TryGetProperty("DeletionDate", out _) ? ", to be deleted" : "")}";
    }

    public async Task<string> PolicyAsync() => (await AskAsync("GetKeyPolicy", "\"PolicyName\":\"default\"")).GetProperty("Policy").GetString()!;

    public Task PutPolicyAsync(string policy) => AskAsync("PutKeyPolicy", $"\"PolicyName\":\"default\",\"Policy\":\"{JsonEncodedText.Encode(policy)}\"");

    /// <summary>Makes a grant.</summary>
    public Task GrantAsync(string grantee, string operations = "\"Decrypt\"", string more = "") =>
        AskAsync("CreateGrant", $"\"GranteePrincipal\":\"{grantee}\",\"Operations\":[{operations}]{more}");

    /// <summary>The grants by their content, without their ids, in a fixed order.</summary>
    public async Task<string> GrantsAsync()
    {
        var grants = (await AskAsync("ListGrants")).GetProperty("Grants").EnumerateArray();
        return string.Join('\n', grants.Select(Content).Order(StringComparer.Ordinal));
    }

    private static string Content(JsonElement grant) => string.Join(' ', grant.EnumerateObject()
        .Where(member => member.Name is not ("GrantId" or "KeyId") && HasValue(member.Value)).Select(member => $"{member.Name}={Ordered(member.Value)}"));

    // The order of operations and of a context means nothing.
    private static string Ordered(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Ordered).Order(StringComparer.Ordinal))}]",
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().Select(member => $"{member.Name}={Ordered(member.Value)}").Order(StringComparer.Ordinal))}}}",
        _ => value.GetRawText(),
    };

    private static bool HasValue(JsonElement value) => value.ValueKind is not JsonValueKind.Null && value.GetRawText() is not ("{}" or "\"\"");
}
