using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ec2;

public sealed class RevokeOpenIngressTests(Moto moto) : RemediationContract(moto)
{
    private const string EveryV4 = "0.0.0.0/0";
    private const string EveryV6 = "::/0";

    [Theory]
    [InlineData(EveryV4, "icmp")]
    [InlineData(EveryV6, "icmpv6")]
    public async Task Apply_AllTrafficFromEverybody_LeavesAllButTheTwoPorts(string source, string icmp)
    {
        var world = await GroupWorld.MakeAsync(Moto, new GroupRule("-1", -1, -1, source));

        await Start(SceneOf(world)).ApplyAsync();

        (await world.KeysAsync()).ShouldBe(
        [
            .. from protocol in new[] { "tcp", "udp" }
               from ports in new[] { "0-21", "23-3388", "3390-65535" }
               select $"{protocol} {ports} {source}",
            $"{icmp} -1--1 {source}",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task Apply_AllPorts_KeepsTheWebsite()
    {
        var world = await GroupWorld.MakeAsync(Moto, new GroupRule("tcp", 0, 65535, EveryV4, "shop"));

        await Start(SceneOf(world)).ApplyAsync();

        (await world.RulesAsync()).ShouldBe(
        [
            "tcp 0-21 0.0.0.0/0 'shop' ir:incident=INC-20260114-8c1f0a2b9d3e4f50",
            "tcp 23-3388 0.0.0.0/0 'shop' ir:incident=INC-20260114-8c1f0a2b9d3e4f50",
            "tcp 3390-65535 0.0.0.0/0 'shop' ir:incident=INC-20260114-8c1f0a2b9d3e4f50",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task Apply_OtherSourcesAndPorts_AreLeft()
    {
        var world = await GroupWorld.MakeAsync(Moto, new("tcp", 22, 22, "10.0.0.0/8"), new("tcp", 443, 443, EveryV4), new("tcp", 22, 22, EveryV4));

        await Start(SceneOf(world)).ApplyAsync();

        (await world.KeysAsync()).ShouldBe(["tcp 22-22 10.0.0.0/8", "tcp 443-443 0.0.0.0/0"], ignoreOrder: true);
    }

    [Fact]
    public async Task Apply_RuleAddedSinceTheCapture_IsLeft()
    {
        var world = await GroupWorld.MakeAsync(Moto, new GroupRule("tcp", 0, 65535, EveryV4));
        var run = Start(SceneOf(world));
        await run.CaptureAsync();
        await world.AllowAsync(new("tcp", 8080, 8080, EveryV4, "new shop"));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        (await world.KeysAsync()).ShouldContain("tcp 8080-8080 0.0.0.0/0");
    }

    [Fact]
    public async Task Apply_UnknownIpPermissions_AreNotTakenForDone()
    {
        var world = await GroupWorld.MakeAsync(Moto, new GroupRule("tcp", 22, 22, EveryV4));
        var run = Start(SceneOf(world));
        run.Log.Answer = (call, _) => call == "ec2:RevokeSecurityGroupIngress"
            ? "<RevokeSecurityGroupIngressResponse><return>true</return><unknownIpPermissionSet><item><ipProtocol>tcp</ipProtocol></item></unknownIpPermissionSet></RevokeSecurityGroupIngressResponse>"
            : null;

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Refused>().Why.ShouldContain("tcp 22 from 0.0.0.0/0 (UnknownIpPermissions)");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>();
    }

    [Theory]
    [InlineData(QuarantineGroups.OpenName)]
    [InlineData(QuarantineGroups.EmptyName)]
    public async Task Capture_GroupOfTheResponder_IsRefused(string name)
    {
        var world = await GroupWorld.NamedAsync(Moto, name, new GroupRule("-1", -1, -1, EveryV4));

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain(name);
    }

    [Fact]
    public async Task RollBack_OwnerHadAPartBefore_KeepsIt()
    {
        var world = await GroupWorld.MakeAsync(Moto, new("tcp", 0, 21, EveryV4, "mine"), new("tcp", 0, 65535, EveryV4));
        var before = await world.LookAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await world.LookAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task RollBack_RuleIsRefused_LeavesWhatStandsInForIt()
    {
        var world = await GroupWorld.MakeAsync(Moto, new GroupRule("tcp", 0, 65535, EveryV4));
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        var contained = await world.LookAsync();
        run.Log.Answer = (call, _) => call == "ec2:AuthorizeSecurityGroupIngress"
            ? "<Response><Errors><Error><Code>RulesPerSecurityGroupLimitExceeded</Code><Message>full</Message></Error></Errors><RequestID>1</RequestID></Response>"
            : null;

        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain("RulesPerSecurityGroupLimitExceeded");

        (await world.LookAsync()).ShouldBe(contained);
    }

    [Fact]
    public async Task Verify_TemplatePutTheRuleBack_IsStillOpen()
    {
        var world = await GroupWorld.MakeAsync(Moto, new GroupRule("tcp", 22, 22, EveryV6));
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.AllowAsync(new("tcp", 22, 22, EveryV6));

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain("tcp 22 from ::/0");
    }

    [Fact]
    public async Task RollBack_AnyRules_UndoesApply()
    {
        var rule = Gen.Select(
            Among.Of("tcp", "udp", "-1"), Among.Of(0, 20, 22, 443), Among.Of(443, 3389, 65535), Among.Of(EveryV4, EveryV6, "10.0.0.0/8"), Gen.Bool,
            (protocol, from, to, source, described) => protocol == "-1"
                ? new GroupRule(protocol, -1, -1, source, described ? "kept" : null)
                : new GroupRule(protocol, from, to, source, described ? "kept" : null));
        await rule.Array[1, 5].SampleAsync(
            async rules =>
            {
                var world = await GroupWorld.MakeAsync(Moto, [.. rules.DistinctBy(one => one.Key)]);
                var before = await world.LookAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.LookAsync()).ShouldBe(before);
            },
            writeLine: line => TestContext.Current.SendDiagnosticMessage(line),
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await GroupWorld.MakeAsync(Moto,
        new("tcp", 22, 22, EveryV4, "jump host", "owner"), new("tcp", 3389, 3389, EveryV6), new("tcp", 0, 65535, EveryV4), new("tcp", 443, 443, EveryV4)));

    protected override async Task<Scene> SafeAsync() => SceneOf(await GroupWorld.MakeAsync(Moto, new("tcp", 443, 443, EveryV4), new("tcp", 22, 22, "10.0.0.0/8")));

    protected override IRemediation Make(AwsClients aws) => new RevokeOpenIngress(aws);

    private static Scene SceneOf(GroupWorld world) => new()
    {
        Target = Scene.Of("AwsEc2SecurityGroup", world.Group),
        LookAsync = world.LookAsync,
        DriftAsync = () => world.AllowAsync(new("tcp", 8080, 8080, EveryV4)),
    };
}
