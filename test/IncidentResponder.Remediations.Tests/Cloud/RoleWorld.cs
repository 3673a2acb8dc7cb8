namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>A role of its own with an inline policy, made and read past the code under test.</summary>
public sealed class RoleWorld
{
    public const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    /// <summary>What the role is for.</summary>
    public const string Work = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";

    private static int s_roles;

    private readonly Moto _moto;

    private RoleWorld(Moto moto, string role) => (_moto, Role) = (moto, role);

    public string Role { get; }

    /// <summary>Makes a role.</summary>
    public static async Task<RoleWorld> WithRoleAsync(Moto moto, string? name = null, string path = "/", string trust = Trust)
    {
        var world = new RoleWorld(moto, name ?? $"app-{Interlocked.Increment(ref s_roles)}");
        await moto.AskAsync("iam", "CreateRole", ("RoleName", world.Role), ("Path", path), ("AssumeRolePolicyDocument", trust));
        await world.PutAsync("work", Work);
        return world;
    }

    public Task DeleteAsync() => _moto.AskAsync("iam", "DeleteRole", ("RoleName", Role));

    public Task PutAsync(string policy, string document) =>
        _moto.AskAsync("iam", "PutRolePolicy", ("RoleName", Role), ("PolicyName", policy), ("PolicyDocument", document));

    public Task DeleteAsync(string policy) => _moto.AskAsync("iam", "DeleteRolePolicy", ("RoleName", Role), ("PolicyName", policy));

    public Task TrustAsync(string document) =>
        _moto.AskAsync("iam", "UpdateAssumeRolePolicy", ("RoleName", Role), ("PolicyDocument", document));

    /// <summary>Makes an instance profile with the role, which has the role's name.</summary>
    public async Task<string> ProfileAsync()
    {
        await _moto.AskAsync("iam", "CreateInstanceProfile", ("InstanceProfileName", Role));
        await _moto.AskAsync("iam", "AddRoleToInstanceProfile", ("InstanceProfileName", Role), ("RoleName", Role));
        return Role;
    }

    /// <summary>An inline policy's document; null when there is none of that name.</summary>
    public async Task<string?> PolicyAsync(string name)
    {
        var names = await _moto.AskAsync("iam", "ListRolePolicies", ("RoleName", Role));
        if (!names.Descendants("PolicyNames").Single().Elements("member").Any(member => member.Value == name))
            return null;
        var policy = await _moto.AskAsync("iam", "GetRolePolicy", ("RoleName", Role), ("PolicyName", name));
        return Uri.UnescapeDataString(policy.Descendants("PolicyDocument").Single().Value);
    }

    /// <summary>Trust and inline policies, as one text to compare.</summary>
    public async Task<string> StateAsync()
    {
        var role = await _moto.AskAsync("iam", "GetRole", ("RoleName", Role));
        var names = await _moto.AskAsync("iam", "ListRolePolicies", ("RoleName", Role));
        var lines = new List<string> { $"trust: {Uri.UnescapeDataString(role.Descendants("AssumeRolePolicyDocument").Single().Value)}" };
        foreach (var name in names.Descendants("PolicyNames").Single().Elements("member").Select(member => member.Value).Order(StringComparer.Ordinal))
            lines.Add($"{name}: {await PolicyAsync(name)}");
        return string.Join('\n', lines);
    }
}
