using System.Text.Json;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Waf;

/// <summary>What blocking by an IP set must keep, whichever web ACLs the set is for.</summary>
public abstract class IpSetContract(Moto moto, string scope, string region) : RemediationContract(moto)
{
    private const string V4 = "incident-responder-blocked-ipv4";
    private const string V6 = "incident-responder-blocked-ipv6";
    private static int s_addresses;

    [Fact]
    public async Task Apply_IpSetMergeUnderAnOptimisticLock_KeepsTheEntryOfTheOther()
    {
        var (address, other) = (NextAddress(), NextAddress());
        await EnsureAsync(V4);
        var run = Start(SceneOf(address));
        run.Log.Answer = (call, _) => call == "wafv2:UpdateIPSet" && run.Log.Changes.Length == 1 ? Overtake(other) : null;

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await LookAsync(V4)).ShouldContain($"{address}/32");
        (await LookAsync(V4)).ShouldContain($"{other}/32");
        run.Log.Changes.Length.ShouldBe(2);
    }

    [Fact]
    public async Task RollBack_OthersCameAndWent_RemovesTheOwnEntryOnly()
    {
        var (address, later, earlier) = (NextAddress(), NextAddress(), NextAddress());
        await EnsureAsync(V4);
        await ChangeAsync(V4, entries => [.. entries, $"{earlier}/32"]);
        var run = Start(SceneOf(address));
        await run.ApplyAsync();
        await ChangeAsync(V4, entries => [.. entries.Where(one => one != $"{earlier}/32"), $"{later}/32"]);

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        var left = await LookAsync(V4);
        left.ShouldContain($"{later}/32");
        left.ShouldNotContain($"{earlier}/32");
        left.ShouldNotContain($"{address}/32");
    }

    [Fact]
    public async Task RollBack_WiderRangeAddedSince_StaysAndTheOwnEntryGoes()
    {
        await EnsureAsync(V4);
        var address = NextAddress();
        var run = Start(SceneOf(address));
        await run.ApplyAsync();
        var range = $"{address}/31";
        await ChangeAsync(V4, entries => [.. entries, range]);

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await LookAsync(V4)).ShouldContain(range);
        (await LookAsync(V4)).ShouldNotContain($"{address}/32");
        await ChangeAsync(V4, entries => [.. entries.Where(one => one != range)]);
    }

    [Fact]
    public async Task Apply_AddressOfSixAsWafSpellsIt_IsAlreadySafe()
    {
        await EnsureAsync(V6);
        await ChangeAsync(V6, entries => [.. entries, "2001:0db8:0000:0000:0000:0000:0000:0009/128"]);
        var run = Start(SceneOf("2001:db8::9"));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.AlreadySafe>();
    }

    [Fact]
    public async Task RollBack_AddressOfSixAsWafSpellsIt_IsTakenOut()
    {
        await EnsureAsync(V6);
        var run = Start(SceneOf("2001:db8::a"));
        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();
        (await LookAsync(V6)).ShouldContain("2001:db8::a/128");
        await ChangeAsync(V6, entries => [.. entries.Select(one => one.Replace("2001:db8::a/", "2001:0db8:0000:0000:0000:0000:0000:000a/", StringComparison.Ordinal))]);

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await LookAsync(V6)).ShouldNotContain("000a/128");
    }

    [Fact]
    public async Task Capture_NoSet_TellsHowToMakeIt()
    {
        await DeleteAsync(V4);
        var run = Start(SceneOf(NextAddress()));

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why
            .ShouldContain($"aws wafv2 create-ip-set --name {V4} --scope {scope} --ip-address-version IPV4 --addresses --region {region}");
    }

    [Fact]
    public async Task Capture_OwnElasticAddress_IsRefused()
    {
        await EnsureAsync(V4);
        var (own, _) = await AllocateAsync();

        (await Start(SceneOf(own)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("Elastic IP address of this account");
    }

    [Fact]
    public async Task Capture_OwnNatGateway_IsRefused()
    {
        await EnsureAsync(V4);
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var (own, allocation) = await AllocateAsync();
        await Moto.AskAsync("ec2", "CreateNatGateway", ("SubnetId", world.Subnet), ("AllocationId", allocation));
        var run = Start(SceneOf(own));
        run.Log.Answer = (call, _) => call == "ec2:DescribeAddresses" ? "<DescribeAddressesResponse><addressesSet/></DescribeAddressesResponse>" : null;

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("NAT gateway nat-");
    }

    protected override async Task<Scene> ExposedAsync()
    {
        await EnsureAsync(V4);
        return SceneOf(NextAddress());
    }

    protected override async Task<Scene> SafeAsync()
    {
        await EnsureAsync(V4);
        var address = NextAddress();
        await ChangeAsync(V4, entries => [.. entries, $"{address}/32"]);
        return SceneOf(address);
    }

    private Scene SceneOf(string address) => new()
    {
        Target = Scene.Of("RemoteAddress", address),
        LookAsync = () => LookAsync(V4),
        DriftAsync = () => DeleteAsync(V4),
    };

    // Somebody else's update gets in before ours, whose lock is therefore an old one.
    private string? Overtake(string other)
    {
        Task.Run(() => ChangeAsync(V4, entries => [.. entries, $"{other}/32"])).GetAwaiter().GetResult();
        return null;
    }

    private static string NextAddress()
    {
        var number = Interlocked.Add(ref s_addresses, 2);
        return $"{(number < 256 ? "198.51.100" : "203.0.113")}.{number % 256}";
    }

    private async Task<(string Address, string Allocation)> AllocateAsync()
    {
        var made = await Moto.AskAsync("ec2", "AllocateAddress", ("Domain", "vpc"), ("Address", NextAddress()));
        return (made.Descendants("publicIp").Single().Value, made.Descendants("allocationId").Single().Value);
    }

    private async Task EnsureAsync(string name)
    {
        if (await FindAsync(name) is null)
            await AskAsync("CreateIPSet", $$"""{"Name":"{{name}}","Scope":"{{scope}}","Description":"by the operator","IPAddressVersion":"{{(name == V6 ? "IPV6" : "IPV4")}}","Addresses":[]}""");
    }

    private async Task DeleteAsync(string name)
    {
        if (await FindAsync(name) is { } found)
            await AskAsync("DeleteIPSet", $$"""{"Name":"{{name}}","Scope":"{{scope}}","Id":"{{found.Id}}","LockToken":"{{found.Lock}}"}""");
    }

    private async Task ChangeAsync(string name, Func<IEnumerable<string>, IEnumerable<string>> change)
    {
        var found = (await FindAsync(name))!.Value;
        var addresses = string.Join(',', change(await EntriesAsync(name, found.Id)).Select(one => $"\"{one}\""));
        await AskAsync("UpdateIPSet", $$"""{"Name":"{{name}}","Scope":"{{scope}}","Id":"{{found.Id}}","LockToken":"{{found.Lock}}","Addresses":[{{addresses}}]}""");
    }

    private async Task<string> LookAsync(string name) => await FindAsync(name) is { } found ? $"{found.Id} {string.Join(' ', await EntriesAsync(name, found.Id))}" : "none";

    private async Task<IEnumerable<string>> EntriesAsync(string name, string id)
    {
        var set = await AskAsync("GetIPSet", $$"""{"Name":"{{name}}","Scope":"{{scope}}","Id":"{{id}}"}""");
        set.GetProperty("IPSet").GetProperty("Description").GetString().ShouldBe("by the operator");
        return [.. set.GetProperty("IPSet").GetProperty("Addresses").EnumerateArray().Select(one => one.GetString()!)];
    }

    private async Task<(string Id, string Lock)?> FindAsync(string name)
    {
        var sets = (await AskAsync("ListIPSets", $$"""{"Scope":"{{scope}}"}""")).GetProperty("IPSets").EnumerateArray().Where(set => set.GetProperty("Name").GetString() == name);
        return sets.Select(set => ((string, string)?)(set.GetProperty("Id").GetString()!, set.GetProperty("LockToken").GetString()!)).SingleOrDefault();
    }

    private Task<JsonElement> AskAsync(string operation, string body) => Moto.JsonAsync("wafv2", $"AWSWAF_20190729.{operation}", body, region);
}
