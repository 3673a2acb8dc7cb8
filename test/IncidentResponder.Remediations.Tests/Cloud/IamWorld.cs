using System.Collections.Immutable;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>A user of its own with access keys, made and read past the code under test.</summary>
public sealed class IamWorld
{
    private readonly Moto _moto;

    private IamWorld(Moto moto) => _moto = moto;

    public required string User { get; init; }

    public ImmutableArray<string> Keys { get; private set; } = [];

    /// <summary>Makes a user with as many keys.</summary>
    public static async Task<IamWorld> WithUserAsync(Moto moto, string user, int keys = 1)
    {
        await moto.AskAsync("iam", "CreateUser", ("UserName", user), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "build"));
        var world = new IamWorld(moto) { User = user };
        for (var i = 0; i < keys; i++)
            await world.CreateKeyAsync();
        return world;
    }

    /// <summary>Makes another key.</summary>
    public async Task<string> CreateKeyAsync()
    {
        var made = await _moto.AskAsync("iam", "CreateAccessKey", ("UserName", User));
        Keys = Keys.Add(made.Descendants("AccessKeyId").Single().Value);
        return Keys[^1];
    }

    public Task SetKeyAsync(string key, string status) =>
        _moto.AskAsync("iam", "UpdateAccessKey", ("UserName", User), ("AccessKeyId", key), ("Status", status));

    public Task DeleteKeyAsync(string key) => _moto.AskAsync("iam", "DeleteAccessKey", ("UserName", User), ("AccessKeyId", key));

    /// <summary>Uploads an SSH public key; its id.</summary>
    public async Task<string> UploadSshKeyAsync()
    {
        var made = await _moto.AskAsync("iam", "UploadSSHPublicKey", ("UserName", User), ("SSHPublicKeyBody", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ=="));
        return made.Descendants("SSHPublicKeyId").Single().Value;
    }

    public Task SetSshKeyAsync(string key, string status) =>
        _moto.AskAsync("iam", "UpdateSSHPublicKey", ("UserName", User), ("SSHPublicKeyId", key), ("Status", status));

    public Task DeleteSshKeyAsync(string key) => _moto.AskAsync("iam", "DeleteSSHPublicKey", ("UserName", User), ("SSHPublicKeyId", key));

    /// <summary>SSH keys with their status, as one text to compare.</summary>
    public async Task<string> SshKeysAsync()
    {
        var keys = await _moto.AskAsync("iam", "ListSSHPublicKeys", ("UserName", User));
        return string.Join('\n', keys.Descendants("member").Select(key => $"{key.Element("SSHPublicKeyId")!.Value} {key.Element("Status")!.Value}").Order(StringComparer.Ordinal));
    }

    public Task CreatePasswordAsync() =>
        _moto.AskAsync("iam", "CreateLoginProfile", ("UserName", User), ("Password", "Example-0nly-password"), ("PasswordResetRequired", "true"));

    /// <summary>Whether the user has a console password.</summary>
    public async Task<string> PasswordAsync()
    {
        try
        {
            await _moto.AskAsync("iam", "GetLoginProfile", ("UserName", User));
            return "a password";
        }
        catch (InvalidOperationException none) when (none.Message.Contains("NoSuchEntity", StringComparison.Ordinal))
        {
            return "no password";
        }
    }

    public Task PutPolicyAsync(string name, string document) =>
        _moto.AskAsync("iam", "PutUserPolicy", ("UserName", User), ("PolicyName", name), ("PolicyDocument", document));

    public Task DeletePolicyAsync(string name) => _moto.AskAsync("iam", "DeleteUserPolicy", ("UserName", User), ("PolicyName", name));

    public Task AttachAsync(string arn) => _moto.AskAsync("iam", "AttachUserPolicy", ("UserName", User), ("PolicyArn", arn));

    /// <summary>Keys and policies, as one text to compare.</summary>
    public async Task<string> StateAsync()
    {
        var keys = await _moto.AskAsync("iam", "ListAccessKeys", ("UserName", User));
        var attached = await _moto.AskAsync("iam", "ListAttachedUserPolicies", ("UserName", User));
        var inline = await _moto.AskAsync("iam", "ListUserPolicies", ("UserName", User));
        var documents = new List<string>();
        foreach (var name in inline.Descendants("PolicyNames").Single().Elements("member").Select(member => member.Value).Order(StringComparer.Ordinal))
        {
            var policy = await _moto.AskAsync("iam", "GetUserPolicy", ("UserName", User), ("PolicyName", name));
            documents.Add($"{name}: {Uri.UnescapeDataString(policy.Descendants("PolicyDocument").Single().Value)}");
        }

        return string.Join('\n',
        [
            .. keys.Descendants("member").Select(key => $"{key.Element("AccessKeyId")!.Value} {key.Element("Status")!.Value}").Order(StringComparer.Ordinal),
            .. documents,
            .. attached.Descendants("PolicyArn").Select(arn => arn.Value),
        ]);
    }
}
