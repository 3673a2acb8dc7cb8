using System.Collections.Immutable;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Remediations.NetworkFirewall;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.NetworkFirewall;

public sealed class BlockDomainTests(Moto moto) : RemediationContract(moto)
{
    private const string Group = "incident-responder-block-domains";

    [Fact]
    public async Task Apply_InvalidToken_IsReadAgainAndKeepsTheEntryOfTheOther()
    {
        var world = World();
        world.BeforeUpdate = () =>
        {
            world.BeforeUpdate = () => { };
            Put(world, "placeholder.invalid", ".other.example");
        };

        (await Start(SceneOf(world)).ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        world.Look(Group).ShouldContain("[\"placeholder.invalid\",\".other.example\",\".c2.example.com\"]");
    }

    [Fact]
    public async Task RollBack_OthersCameAndWent_RemovesTheOwnEntryOnly()
    {
        var world = World();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        Put(world, ".c2.example.com", ".other.example", ".example.com");

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        world.Look(Group).ShouldContain("[\".other.example\",\".example.com\"]");
    }

    [Fact]
    public async Task Apply_OnlyTheNameItselfIsDenied_DeniesAllBelowItToo()
    {
        var world = World();
        Put(world, "c2.example.com");
        var run = Start(SceneOf(world));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        world.Look(Group).ShouldContain("[\"c2.example.com\",\".c2.example.com\"]");
    }

    [Fact]
    public async Task Capture_ListThatAllows_IsRefused()
    {
        var world = World();
        world.Put(Group, """{"RulesSource":{"RulesSourceList":{"Targets":[".example.com"],"TargetTypes":["TLS_SNI"],"GeneratedRulesType":"ALLOWLIST"}}}""");

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("make it anew");
    }

    [Fact]
    public async Task Capture_NoGroup_TellsHowToMakeIt()
    {
        var world = World();
        world.Delete(Group);

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain($"aws network-firewall create-rule-group --rule-group-name {Group}");
    }

    protected override Task<Scene> ExposedAsync() => Task.FromResult(SceneOf(World()));

    protected override Task<Scene> SafeAsync()
    {
        var world = World();
        Put(world, ".example.com");
        return Task.FromResult(SceneOf(world));
    }

    protected override IRemediation Make(AwsClients aws) => new BlockDomain(aws);

    private static Scene SceneOf(FirewallWorld world) => new()
    {
        Target = Scene.Of("RemoteDomain", "c2.example.com"),
        LookAsync = () => Task.FromResult(world.Look(Group)),
        DriftAsync = () =>
        {
            world.Delete(Group);
            return Task.CompletedTask;
        },
        Answer = world.Answer,
    };

    private static FirewallWorld World()
    {
        var world = new FirewallWorld { Firewalls = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add("edge", ["eu-west-1a"]) };
        Put(world, "placeholder.invalid");
        return world;
    }

    private static void Put(FirewallWorld world, params string[] targets) => world.Put(Group,
        $$$"""{"RuleVariables":{"IPSets":{"HOME_NET":{"Definition":["10.0.0.0/8"]} } },"RulesSource":{"RulesSourceList":{"Targets":[{{{string.Join(',', targets.Select(target => $"\"{target}\""))}}}],"TargetTypes":["TLS_SNI","HTTP_HOST"],"GeneratedRulesType":"DENYLIST"} } }""");
}
