using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>A search domain of its own, made and read past the code under test. moto keeps the policy when it is told that there is none; this does not.</summary>
public sealed class OpenSearchWorld
{
    private static int s_domains;
    private readonly Moto _moto;
    private bool _hasNone;

    private OpenSearchWorld(Moto moto) => _moto = moto;

    public required string Domain { get; init; }

    /// <summary>Makes a domain.</summary>
    /// <param name="moto">The cloud.</param>
    /// <param name="policy">Its access policy; none when null.</param>
    /// <param name="isInVpc">Whether it is in a VPC instead of on the internet.</param>
    public static async Task<OpenSearchWorld> WithDomainAsync(Moto moto, string? policy, bool isInVpc = false)
    {
        var world = new OpenSearchWorld(moto) { Domain = $"search-{Interlocked.Increment(ref s_domains)}" };
        var call = new JsonObject { ["DomainName"] = world.Domain, ["AccessPolicies"] = policy };
        if (isInVpc)
            call["VPCOptions"] = new JsonObject { ["VPCId"] = "vpc-0123456789abcdef0", ["SubnetIds"] = new JsonArray("subnet-0123456789abcdef0") };
        await moto.RestAsync("es", HttpMethod.Post, "/2021-01-01/opensearch/domain", call.ToJsonString());
        return world;
    }

    /// <summary>Answers calls about a domain without a policy.</summary>
    public string? Answer(string call, string body)
    {
        if (call == "es:UpdateDomainConfig")
        {
            _hasNone = (string?)JsonNode.Parse(body)!["AccessPolicies"] is "";
            return _hasNone ? "{}" : null;
        }

        return call == "es:DescribeDomain" && _hasNone
            ? new JsonObject
            {
                ["DomainStatus"] = new JsonObject
                {
                    ["DomainName"] = Domain,
                    ["ARN"] = $"arn:aws:es:{Moto.Region}:{Moto.Account}:domain/{Domain}",
                    ["AccessPolicies"] = "",
                },
            }.ToJsonString()
            : null;
    }

    /// <summary>Sets the policy as somebody else would.</summary>
    public async Task SetPolicyAsync(string policy)
    {
        await _moto.RestAsync("es", HttpMethod.Post, $"/2021-01-01/opensearch/domain/{Domain}/config", new JsonObject { ["AccessPolicies"] = policy }.ToJsonString());
        _hasNone = false;
    }

    public Task DeleteAsync() => _moto.RestAsync("es", HttpMethod.Delete, $"/2021-01-01/opensearch/domain/{Domain}");

    /// <summary>The policy; "none" without one.</summary>
    public async Task<string> PolicyAsync()
    {
        var shown = JsonElement.Parse(await _moto.RestAsync("es", HttpMethod.Get, $"/2021-01-01/opensearch/domain/{Domain}")).GetProperty("DomainStatus");
        return !_hasNone && shown.TryGetProperty("AccessPolicies", out var policy) && policy.GetString() is { Length: > 0 } text ? text : "none";
    }
}
