using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ec2;

public sealed class DenyInstanceInVpcTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task Apply_AclOfAnotherSubnet_DeniesBothWaysBelowTheFirstAllow()
    {
        var world = await AclWorld.MakeAsync(Moto);

        await Start(SceneOf(world)).ApplyAsync();

        (await world.EntriesAsync(world.Neighbour)).ShouldBe([$"in 99 deny {world.Address}/32", "in 100 allow 0.0.0.0/0", $"out 99 deny {world.Address}/32", "out 100 allow 0.0.0.0/0"]);
    }

    [Fact]
    public async Task Apply_AclOfItsOwnSubnet_IsLeft()
    {
        var world = await AclWorld.MakeAsync(Moto);
        var before = await world.EntriesAsync(world.Own);

        await Start(SceneOf(world)).ApplyAsync();

        (await world.EntriesAsync(world.Own)).ShouldBe(before);
    }

    [Fact]
    public async Task Apply_NumbersAreTaken_TakesTheNextFreeOnes()
    {
        var world = await AclWorld.MakeAsync(Moto);
        await world.DenyAsync(99, egress: false, "198.51.100.7/32");

        await Start(SceneOf(world)).ApplyAsync();

        (await world.EntriesAsync(world.Neighbour)).ShouldContain($"in 98 deny {world.Address}/32");
        (await world.EntriesAsync(world.Neighbour)).ShouldContain($"out 99 deny {world.Address}/32");
    }

    [Fact]
    public async Task Apply_InstanceWithAnIpv6Address_DeniesItToo()
    {
        var world = await AclWorld.MakeAsync(Moto);
        var run = Start(SceneOf(world));
        run.Log.Rewrite = text => text.Replace("<privateIpAddressesSet>", "<ipv6AddressesSet><item><ipv6Address>2001:db8::5</ipv6Address></item></ipv6AddressesSet><privateIpAddressesSet>", StringComparison.Ordinal);

        await run.ApplyAsync();

        (await world.EntriesAsync(world.Neighbour)).Count(entry => entry.EndsWith("deny 2001:db8::5/128", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Apply_SomebodyTookTheNumber_IsNotTakenForDone()
    {
        var world = await AclWorld.MakeAsync(Moto);
        var run = Start(SceneOf(world));
        run.Log.Answer = (call, _) => call == "ec2:CreateNetworkAclEntry"
            ? "<Response><Errors><Error><Code>NetworkAclEntryAlreadyExists</Code><Message>taken</Message></Error></Errors><RequestID>1</RequestID></Response>"
            : null;

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Refused>().Why.ShouldContain("NetworkAclEntryAlreadyExists");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>();
    }

    [Fact]
    public async Task Capture_AclIsFull_IsRefused()
    {
        var world = await AclWorld.MakeAsync(Moto);
        for (var number = 1; number < AclZone.MostEntries; number++)
            await world.DenyAsync(number, egress: true, $"198.51.100.{number}/32");

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain($"{world.Neighbour} has no room");
    }

    [Fact]
    public async Task Capture_NoOtherSubnet_IsRefused()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var run = new Run(Moto, Scene.Instance(world.Instance), Make);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("no subnet but that of");
    }

    [Fact]
    public async Task RollBack_SomebodyAllowedMoreSince_DeletesItsOwnEntriesAlone()
    {
        var world = await AclWorld.MakeAsync(Moto);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.AllowAsync(200);

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await world.EntriesAsync(world.Neighbour)).ShouldBe(["in 100 allow 0.0.0.0/0", "in 200 allow 0.0.0.0/0", "out 100 allow 0.0.0.0/0", "out 200 allow 0.0.0.0/0"]);
    }

    [Fact]
    public async Task RollBack_AnyEntries_UndoesApply() =>
        await Gen.Select(Gen.Int[1, 99], Gen.Bool, Among.Of("198.51.100.7/32", "10.0.0.0/8", "instance")).Array[0, 6].SampleAsync(
            async entries =>
            {
                var world = await AclWorld.MakeAsync(Moto);
                foreach (var (number, egress, cidr) in entries.DistinctBy(entry => (entry.Item1, entry.Item2)))
                    await world.DenyAsync(number, egress, cidr == "instance" ? $"{world.Address}/32" : cidr);
                var before = await world.LookAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.LookAsync()).ShouldBe(before);
            },
            writeLine: line => TestContext.Current.SendDiagnosticMessage(line),
            seed: Seeds.Next(),
            iter: 12,
            threads: 1);

    protected override async Task<Scene> ExposedAsync() => SceneOf(await AclWorld.MakeAsync(Moto));

    protected override async Task<Scene> SafeAsync()
    {
        var world = await AclWorld.MakeAsync(Moto);
        await world.DenyAsync(7, egress: false, $"{world.Address}/32");
        await world.DenyAsync(7, egress: true, $"{world.Address}/32");
        return SceneOf(world);
    }

    protected override IRemediation Make(AwsClients aws) => new DenyInstanceInVpc(aws);

    private static Scene SceneOf(AclWorld world) => new()
    {
        Target = Scene.Instance(world.Instance),
        LookAsync = world.LookAsync,
        DriftAsync = () => world.DenyAsync(50, egress: false, "198.51.100.7/32"),
    };
}
