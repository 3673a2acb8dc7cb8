using System.Text.Json.Serialization;
using Amazon.WAFV2;
using Amazon.WAFV2.Model;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Waf;

/// <summary>
/// Puts an attacker's address into the IP set that a Block rule of the web ACLs refers to. The set is made once by its operator; only
/// the one entry is added and removed, whatever else comes and goes in it.
/// </summary>
/// <param name="aws">The clients for the target's account and Region.</param>
/// <param name="scope">Whose web ACLs the set is for.</param>
internal abstract partial class IpSetBlock(AwsClients aws, Scope scope) : Remediation<IpSetState>(aws, IpSetBlockJson.Default.IpSetState)
{
    // "/0" is refused by WAF itself, and 10,000 is its quota for a set.
    private const int MostEntries = 10_000;

    /// <summary>WAF, where sets of this scope are.</summary>
    protected abstract IAmazonWAFV2 Waf { get; }

    /// <inheritdoc/>
    protected override async Task<Look<IpSetState>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var look = await AttackerAddress.OfOthersAsync(Aws, target.Resource.Id, cancel);
        if (look is not Look<AttackerAddress>.Usable { State: var address })
            return look.Instead<IpSetState>();
        if (await FindAsync(NameFor(address), cancel) is not { } found)
            return new Look<IpSetState>.Unusable($"There is no IP set {NameFor(address)}. Make it, and let a Block rule of your web ACLs refer to it: {CommandFor(address)}.");

        var answer = await Waf.GetIPSetAsync(new() { Name = found.Name, Id = found.Id, Scope = scope }, cancel);
        var addresses = answer.IPSet.Addresses ?? [];
        if (addresses.Count >= MostEntries && !addresses.Exists(address.IsIn))
            return new Look<IpSetState>.Unusable($"IP set {found.Name} is full with {addresses.Count} addresses; remove old ones first.");
        return new Look<IpSetState>.Usable(new(found.ARN, addresses.Exists(address.IsIn))
        {
            Id = found.Id,
            Description = answer.IPSet.Description,
            Addresses = addresses,
            LockToken = answer.LockToken,
        });
    }

    /// <inheritdoc/>
    protected override IpSetState Contained(RemediationTarget target, IpSetState before, DateTimeOffset at) => before with { Blocked = true };

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, IpSetState now, IpSetState wanted)
    {
        if (AttackerAddress.Parse(target.Resource.Id) is not Look<AttackerAddress>.Usable { State: var address })
            yield break;

        if (wanted.Blocked && !now.Blocked)
            yield return Update(address, now, "with", [.. now.Addresses, address.Cidr]);
        else if (!wanted.Blocked && now.Addresses.Any(address.Is))
            yield return Update(address, now, "without", [.. now.Addresses.Where(one => !address.Is(one))]);
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, IpSetState state) =>
        $"{target.Resource.Id} is {(state.Blocked ? "" : "not ")}in {state.Set}, whose addresses the web ACLs block that refer to it (WAF).";

    private static string NameFor(AttackerAddress address) => address.IsV6 ? "incident-responder-blocked-ipv6" : "incident-responder-blocked-ipv4";

    private string CommandFor(AttackerAddress address) =>
        $"aws wafv2 create-ip-set --name {NameFor(address)} --scope {scope} --ip-address-version {(address.IsV6 ? "IPV6" : "IPV4")} --addresses"
        + $" --region {(scope == Scope.CLOUDFRONT ? AwsClients.GlobalRegion : Aws.Region)}";

    // Every update replaces the whole list, under the lock of the list that it was made from.
    private Change Update(AttackerAddress address, IpSetState now, string how, List<string> addresses) =>
        new("wafv2:UpdateIPSet", $"{NameFor(address)} {how} {address.Cidr}", stop => Waf.UpdateIPSetAsync(
            new() { Name = NameFor(address), Id = now.Id, Scope = scope, Description = now.Description, Addresses = addresses, LockToken = now.LockToken }, stop));

    private async Task<IPSetSummary?> FindAsync(string name, CancellationToken cancel)
    {
        string? marker = null;
        do
        {
            var page = await Waf.ListIPSetsAsync(new() { Scope = scope, Limit = 100, NextMarker = marker }, cancel);
            if ((page.IPSets ?? []).Find(set => set.Name == name) is { } found)
                return found;
            marker = page.IPSets is { Count: > 0 } ? page.NextMarker : null;
        }
        while (!string.IsNullOrEmpty(marker));

        return null;
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(IpSetState))]
    private sealed partial class IpSetBlockJson : JsonSerializerContext;
}
