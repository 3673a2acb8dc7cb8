using System.Collections.Immutable;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.NetworkFirewall;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.NetworkFirewall;

public sealed class BlockAddressTests(Moto moto) : RemediationContract(moto)
{
    private const string Group = "incident-responder-block";
    private const string Address = "203.0.113.9";

    [Fact]
    public async Task Apply_InvalidToken_IsReadAgainAndKeepsTheEntryOfTheOther()
    {
        var world = World();
        var run = Start(SceneOf(world));
        world.BeforeUpdate = () =>
        {
            world.BeforeUpdate = () => { };
            Put(world, "192.0.2.255/32", "198.51.100.1/32");
        };

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        world.Look(Group).ShouldContain("\"192.0.2.255/32\",\"198.51.100.1/32\",\"203.0.113.9/32\"");
    }

    [Fact]
    public async Task RollBack_OthersCameAndWent_RemovesTheOwnEntryOnly()
    {
        var world = World();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        Put(world, "198.51.100.1/32", "203.0.113.9/32", "198.51.100.2/32");

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        world.Look(Group).ShouldContain("[\"198.51.100.1/32\",\"198.51.100.2/32\"]");
    }

    [Fact]
    public async Task Apply_ExistingFlows_AreForgottenInEveryZone()
    {
        var world = World();
        await Start(SceneOf(world)).ApplyAsync();

        const string both = """[{"SourceAddress":{"AddressDefinition":"203.0.113.9/32"}},{"DestinationAddress":{"AddressDefinition":"203.0.113.9/32"}}]""";
        world.Flushes[1..].ShouldBe([$"firewall/edge eu-west-1a {both}", $"firewall/edge eu-west-1b {both}", $"firewall/inner eu-west-1a {both}"]);
    }

    [Fact]
    public async Task Apply_CutShortBetweenRuleAndFlush_FlushesNevertheless()
    {
        var world = World();
        var run = Start(SceneOf(world));
        await run.CaptureAsync();
        Put(world, "192.0.2.255/32", "203.0.113.9/32");

        await run.ApplyAsync();

        world.Flushes.Length.ShouldBe(4);
    }

    [Fact]
    public async Task Verify_FirewallNotInSync_WaitsForIt()
    {
        var world = World();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        world.Sync = "PENDING";

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain("has not taken over the newest rules");
    }

    [Fact]
    public async Task Capture_NoGroup_TellsHowToMakeIt()
    {
        var world = World();
        world.Delete(Group);

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("aws network-firewall create-rule-group --rule-group-name incident-responder-block");
    }

    [Theory]
    [InlineData("alert ip $IR_BLOCKED any -> any any (sid:1;)")]
    [InlineData("drop ip $OTHER any -> any any (sid:1;)")]
    public async Task Capture_GroupThatDropsNothing_IsRefused(string rules)
    {
        var world = World();
        world.Put(Group, $$$"""{"RuleVariables":{"IPSets":{"IR_BLOCKED":{"Definition":["192.0.2.255/32"]} } },"RulesSource":{"RulesString":"{{{rules}}}"} }""");

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("make it anew");
    }

    [Fact]
    public async Task Capture_PolicyTurnsDropsIntoAlerts_IsRefused()
    {
        var world = World();
        world.Override = "DROP_TO_ALERT";

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("update-firewall-policy");
    }

    protected override Task<Scene> ExposedAsync() => Task.FromResult(SceneOf(World()));

    protected override Task<Scene> SafeAsync()
    {
        var world = World();
        Put(world, "203.0.113.0/24");
        return Task.FromResult(SceneOf(world));
    }

    protected override IRemediation Make(AwsClients aws) => new BlockAddress(aws);

    private static Scene SceneOf(FirewallWorld world) => new()
    {
        Target = Scene.Of("RemoteAddress", Address),
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
        var world = new FirewallWorld
        {
            Firewalls = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add("edge", ["eu-west-1a", "eu-west-1b"]).Add("inner", ["eu-west-1a"]),
        };
        Put(world, "192.0.2.255/32");
        world.Answer("network-firewall:StartFlowFlush", $$"""{"FirewallArn":"arn:aws:network-firewall:{{Moto.Region}}:{{Moto.Account}}:firewall/edge","AvailabilityZone":"eu-west-1a","FlowFilters":[{"SourceAddress":{"AddressDefinition":"198.51.100.1/32"} }]}""");
        return world;
    }

    private static void Put(FirewallWorld world, params string[] entries) => world.Put(Group,
        $$$"""{"RulesSource":{"RulesString":"drop ip $IR_BLOCKED any -> any any (sid:1;)\ndrop ip any any -> $IR_BLOCKED any (sid:2;)"},"StatefulRuleOptions":{"RuleOrder":"STRICT_ORDER"},"RuleVariables":{"IPSets":{"HOME":{"Definition":["10.0.0.0/8"]},"IR_BLOCKED":{"Definition":[{{{string.Join(',', entries.Select(entry => $"\"{entry}\""))}}}]} } } }""");
}
