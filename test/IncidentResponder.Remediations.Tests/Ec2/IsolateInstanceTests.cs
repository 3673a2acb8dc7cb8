using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ec2;

public sealed class IsolateInstanceTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task Apply_TwoInterfaces_EndInAGroupWithoutRules()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 2, 1);
        var run = Start(SceneOf(world));

        await run.ApplyAsync();

        var empty = (await world.GroupAsync(QuarantineGroups.EmptyName)).ShouldNotBeNull();
        (await world.InterfacesAsync()).Values.ShouldAllBe(groups => groups == empty);
        (await world.RulesAsync(empty)).ShouldBe(0);
        run.Book.Pauses.ShouldBe([IsolateInstance.OpenFor]);
    }

    [Fact]
    public async Task Apply_BeforeItCuts_EveryConnectionIsUntracked()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1, 2);
        var run = Start(SceneOf(world));
        var seen = new List<string>();
        run.Book.WhilePausedAsync = async () =>
        {
            var open = (await world.GroupAsync(QuarantineGroups.OpenName))!;
            seen.AddRange((await world.InterfacesAsync()).Values.Select(groups => groups == open ? "open" : groups));
            seen.AddRange(await world.RangesAsync(open));
        };

        await run.ApplyAsync();

        seen.ShouldBe(["open", "open", "in -1 0.0.0.0/0", "in -1 ::/0", "out -1 0.0.0.0/0", "out -1 ::/0"]);
    }

    [Fact]
    public async Task Apply_NewGroupAllowsAllThatLeavesByBothVersions_LosesBothRules()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var empty = (await Moto.AskAsync("ec2", "CreateSecurityGroup", ("GroupName", QuarantineGroups.EmptyName), ("GroupDescription", "new"), ("VpcId", world.Vpc))).Descendants("groupId").First().Value;
        await AllowAsync(empty, "AuthorizeSecurityGroupEgress", "Ipv6Ranges.1.CidrIpv6", "::/0");
        (await world.RangesAsync(empty)).ShouldBe(["out -1 0.0.0.0/0", "out -1 ::/0"]);

        await Start(SceneOf(world)).ApplyAsync();

        (await world.RangesAsync(empty)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_TrunkOfBranchInterfaces_IsPartialAndStaysOpen()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var run = Start(SceneOf(world));
        run.Log.Rewrite = text => text.Replace("<interfaceType>interface<", "<interfaceType>trunk<", StringComparison.Ordinal);

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Partial>().NotDone.ShouldContain($"branch interfaces of {world.Interfaces[0]}");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain(world.Interfaces[0]);
    }

    [Fact]
    public async Task Apply_InterfaceAlreadyIsolated_IsNeverOpenedAgain()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1, 1);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await world.MoveAsync(world.Interfaces[1], (await world.GroupAsync("eni1-0"))!);
        var changes = run.Log.Changes.Length;

        await run.ApplyAsync();

        run.Log.Changes[changes..].ShouldBe(["ec2:ModifyNetworkInterfaceAttribute", "ec2:ModifyNetworkInterfaceAttribute"]);
    }

    [Fact]
    public async Task Apply_SomebodyPutRulesIntoTheEmptyGroup_TakesThemOut()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        var empty = (await world.GroupAsync(QuarantineGroups.EmptyName))!;
        await AllowAsync(empty, "AuthorizeSecurityGroupIngress", "IpRanges.1.CidrIp", "0.0.0.0/0");
        await AllowAsync(empty, "AuthorizeSecurityGroupEgress", "Ipv6Ranges.1.CidrIpv6", "::/0");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Drifted>().What.ShouldContain("2 rules");
        await run.ApplyAsync();

        (await world.RulesAsync(empty)).ShouldBe(0);
        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
    }

    [Fact]
    public async Task Apply_InterfaceManagedByAService_IsPartialAndSaysWhich()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1, 1);
        var managed = world.Interfaces[1];
        var before = (await world.InterfacesAsync())[managed];
        var run = Start(SceneOf(world));
        var flag = new Regex($"(<networkInterfaceId>{managed}<.*?<requesterManaged>)false", RegexOptions.Singleline);
        run.Log.Rewrite = text => flag.Replace(text, "$1true", 1);

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Partial>().NotDone.ShouldContain(managed);

        (await world.InterfacesAsync())[managed].ShouldBe(before);
        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain(managed);
    }

    [Fact]
    public async Task Verify_InterfaceAttachedSince_IsDrifted()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        var added = await world.AttachAsync(5, await world.GroupsAsync("late", 1));

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Drifted>().What.ShouldContain(added);
    }

    [Fact]
    public async Task RollBack_GroupDeletedSince_IsNotReversibleAndChangesNothing()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var group = (await world.GroupAsync("first-0"))!;
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await Moto.AskAsync("ec2", "DeleteSecurityGroup", ("GroupId", group));
        var changes = run.Log.Changes.Length;

        (await run.RollBackAsync()).ShouldBeOfType<Restored.NotReversible>().Why.ShouldContain(group);

        run.Log.Changes.Length.ShouldBe(changes);
    }

    [Fact]
    public async Task Capture_UnknownInstance_IsRefused()
    {
        var run = new Run(Moto, Scene.Instance("i-00000000000000000"), Make);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("i-00000000000000000");
    }

    [Fact]
    public async Task RollBack_AnyInterfacesAndGroups_UndoesApply()
    {
        var groups = Gen.Int[1, 4].Array[2, 4];
        await Gen.Select(groups, Gen.Bool).SampleAsync(
            async (counts, address) =>
            {
                var world = await Ec2World.WithInstanceAsync(Moto, [.. counts]);
                if (address)
                    await world.AddressAsync(world.Interfaces[^1]);
                var before = await world.NetworkAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.NetworkAsync()).ShouldBe(before);
            },
            writeLine: line => TestContext.Current.SendDiagnosticMessage(line),
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);
    }

    protected override async Task<Scene> ExposedAsync()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 2, 1);
        await world.AddressAsync(world.Interfaces[0]);
        return SceneOf(world);
    }

    protected override async Task<Scene> SafeAsync()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1, 1);
        var scene = SceneOf(world);
        await Start(scene).ApplyAsync();
        return scene;
    }

    protected override IRemediation Make(AwsClients aws) => new IsolateInstance(aws);

    protected override async Task<ImmutableArray<Run>> OtherPathsAsync()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await AllowAsync((await world.GroupAsync(QuarantineGroups.EmptyName))!, "AuthorizeSecurityGroupIngress", "IpRanges.1.CidrIp", "0.0.0.0/0");
        await run.ApplyAsync();
        return [run];
    }

    private static Scene SceneOf(Ec2World world) => new()
    {
        Target = Scene.Instance(world.Instance),
        LookAsync = world.NetworkAsync,
        DriftAsync = async () => await world.MoveAsync(world.Interfaces[0], await world.GroupsAsync("other", 1)),
    };

    private async Task AllowAsync(string group, string action, string range, string cidr) => await Moto.AskAsync("ec2", action,
        ("GroupId", group), ("IpPermissions.1.IpProtocol", "-1"), ($"IpPermissions.1.{range}", cidr));
}
