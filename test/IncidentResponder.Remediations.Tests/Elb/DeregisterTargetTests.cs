using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Elb;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Elb;

public sealed class DeregisterTargetTests(Moto moto) : RemediationContract(moto)
{
    private static int s_groups;

    [Fact]
    public async Task Apply_RegisteredByIdAndByAddress_IsInNeither()
    {
        var (world, other) = await PairAsync();
        var byId = await GroupAsync(world.Vpc, "instance", (world.Instance, 8080), (other, 8080));
        var byAddress = await GroupAsync(world.Vpc, "ip", (await AddressAsync(world.Instance), 9090), (await AddressAsync(other), 9090));

        await Start(SceneOf(world, byId, byAddress)).ApplyAsync();

        (await TargetsAsync(byId)).ShouldBe($"{other}:8080");
        (await TargetsAsync(byAddress)).ShouldBe($"{await AddressAsync(other)}:9090");
    }

    [Fact]
    public async Task Capture_LastHealthyTarget_IsRefused()
    {
        var (world, _) = await PairAsync();
        var group = await GroupAsync(world.Vpc, "instance", (world.Instance, 8080));

        (await Start(SceneOf(world, group)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("last healthy target");

        (await TargetsAsync(group)).ShouldBe($"{world.Instance}:8080");
    }

    [Fact]
    public async Task Apply_GroupOfItsAutoScalingGroup_IsLeftToIt()
    {
        var world = await Ec2World.WithGroupAsync(Moto, "served", desired: 2, max: 4);
        var group = await GroupAsync(world.Vpc, "instance");
        await Moto.AskAsync("autoscaling", "AttachLoadBalancerTargetGroups", ("AutoScalingGroupName", "served"), ("TargetGroupARNs.member.1", group));
        var before = await TargetsAsync(group);

        (await Start(SceneOf(world, group)).ApplyAsync()).ShouldBeOfType<Applied.AlreadySafe>();

        before.ShouldContain(world.Instance);
        (await TargetsAsync(group)).ShouldBe(before);
    }

    [Fact]
    public async Task Verify_StillDraining_IsConfirmed()
    {
        var (world, other) = await PairAsync();
        var group = await GroupAsync(world.Vpc, "instance", (world.Instance, 8080), (other, 8080));
        var run = Start(SceneOf(world, group));
        await run.CaptureAsync();
        run.Log.Rewrite = text => text.Contains("DescribeTargetHealth", StringComparison.Ordinal) ? text.Replace("<State>healthy", "<State>draining", StringComparison.Ordinal) : text;

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
    }

    [Fact]
    public async Task RollBack_RegisteredOnAPortOfItsOwn_IsOnThatPortAgain()
    {
        var (world, other) = await PairAsync();
        var group = await GroupAsync(world.Vpc, "instance", (world.Instance, 8443), (other, 8080));
        var before = await TargetsAsync(group);
        var run = Start(SceneOf(world, group));
        await run.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await TargetsAsync(group)).ShouldBe(before);
    }

    protected override async Task<Scene> ExposedAsync()
    {
        var (world, other) = await PairAsync();
        return SceneOf(world, await GroupAsync(world.Vpc, "instance", (world.Instance, 8080), (other, 8080)), await GroupAsync(world.Vpc, "instance", (world.Instance, 9090), (other, 9090)));
    }

    protected override async Task<Scene> SafeAsync()
    {
        var (world, other) = await PairAsync();
        return SceneOf(world, await GroupAsync(world.Vpc, "instance", (other, 8080)));
    }

    protected override IRemediation Make(AwsClients aws) => new DeregisterTarget(aws);

    private Scene SceneOf(Ec2World world, params string[] groups) => new()
    {
        Target = Scene.Instance(world.Instance),
        LookAsync = async () => string.Join('\n', await Task.WhenAll(groups.Select(TargetsAsync))),
        DriftAsync = () => Moto.AskAsync("elasticloadbalancing", "RegisterTargets", ("TargetGroupArn", groups[0]), ("Targets.member.1.Id", world.Instance), ("Targets.member.1.Port", "7070")),
    };

    // In an Auto Scaling group, whose own target groups are told apart from those that are served by hand.
    private async Task<(Ec2World World, string Other)> PairAsync()
    {
        var scaling = $"pair-{Interlocked.Increment(ref s_groups)}";
        var world = await Ec2World.WithGroupAsync(Moto, scaling, desired: 2, max: 4);
        return (world, (await Ec2World.MembersAsync(Moto, scaling)).Single(id => id != world.Instance));
    }

    private async Task<string> GroupAsync(string vpc, string type, params (string Id, int Port)[] targets)
    {
        var made = await Moto.AskAsync("elasticloadbalancing", "CreateTargetGroup",
            ("Name", $"by-hand-{Interlocked.Increment(ref s_groups)}"), ("Protocol", "HTTP"), ("Port", "8080"), ("VpcId", vpc), ("TargetType", type));
        var group = made.Descendants("TargetGroupArn").First().Value;
        foreach (var (id, port) in targets)
            await Moto.AskAsync("elasticloadbalancing", "RegisterTargets", ("TargetGroupArn", group), ("Targets.member.1.Id", id), ("Targets.member.1.Port", $"{port}"));
        return group;
    }

    private async Task<string> AddressAsync(string instance) =>
        (await Moto.AskAsync("ec2", "DescribeInstances", ("InstanceId.1", instance))).Descendants("privateIpAddress").First().Value;

    private async Task<string> TargetsAsync(string group)
    {
        var answer = await Moto.AskAsync("elasticloadbalancing", "DescribeTargetHealth", ("TargetGroupArn", group));
        return string.Join(", ", answer.Descendants("Target").Select(one => $"{one.Element("Id")!.Value}:{one.Element("Port")!.Value}").Order(StringComparer.Ordinal));
    }
}
