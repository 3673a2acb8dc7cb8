using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ec2;

public sealed class StopInstanceTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task Capture_InstanceInAGroup_IsRefusedBecauseTheGroupWouldReplaceIt()
    {
        var world = await Ec2World.WithGroupAsync(Moto, "stopped", desired: 2, max: 4);

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("Ec2/DetachAndProtectInstance");

        (await PowerAsync(world)).ShouldBe("running");
    }

    [Fact]
    public async Task Capture_ProtectedFromBeingStopped_IsRefused()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        await Moto.AskAsync("ec2", "ModifyInstanceAttribute", ("InstanceId", world.Instance), ("DisableApiStop.Value", "true"));

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("--no-disable-api-stop");
    }

    [Fact]
    public async Task Capture_RootDiskInTheInstanceStore_IsRefused()
    {
        var run = Start(SceneOf(await Ec2World.WithInstanceAsync(Moto, 1)));
        run.Log.Rewrite = text => text.Replace("<rootDeviceType>ebs", "<rootDeviceType>instance-store", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("instance-store root disk");
    }

    [Fact]
    public async Task Verify_StillStopping_IsStillOpen()
    {
        var run = Start(SceneOf(await Ec2World.WithInstanceAsync(Moto, 1)));
        await run.ApplyAsync();
        run.Log.Rewrite = text => text.Replace("<name>stopped</name>", "<name>stopping</name>", StringComparison.Ordinal);

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain("on its way to stopped");
    }

    [Fact]
    public async Task Preview_AutomaticAddressAndDisks_SaysWhatIsLost()
    {
        var run = Start(SceneOf(await Ec2World.WithInstanceAsync(Moto, 1)));
        run.Log.Rewrite = text => text
            .Replace("<instanceStorageSupported>false", "<instanceStorageSupported>true", StringComparison.Ordinal)
            .Replace("<networkInterfaceId>", "<association><ipOwnerId>amazon</ipOwnerId><publicIp>198.51.100.7</publicIp></association><networkInterfaceId>", StringComparison.Ordinal);

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain(line => line.Contains("with instance-store disks", StringComparison.Ordinal));
        facts.Summary.ShouldContain(line => line.Contains("198.51.100.7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RollBack_WasStopped_IsNotStarted()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        await Moto.AskAsync("ec2", "StopInstances", ("InstanceId.1", world.Instance));
        var run = Start(SceneOf(world));
        await run.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await PowerAsync(world)).ShouldBe("stopped");
    }

    [Fact]
    public async Task Verify_InstanceTerminated_IsConfirmed()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        await Moto.AskAsync("ec2", "TerminateInstances", ("InstanceId.1", world.Instance));

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
    }

    protected override async Task<Scene> ExposedAsync() => SceneOf(await Ec2World.WithInstanceAsync(Moto, 1));

    protected override async Task<Scene> SafeAsync()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        await Moto.AskAsync("ec2", "StopInstances", ("InstanceId.1", world.Instance));
        return SceneOf(world);
    }

    protected override IRemediation Make(AwsClients aws) => new StopInstance(aws);

    private Scene SceneOf(Ec2World world) => new()
    {
        Target = Scene.Instance(world.Instance),
        LookAsync = () => PowerAsync(world),
        DriftAsync = () => Moto.AskAsync("ec2", "TerminateInstances", ("InstanceId.1", world.Instance)),
    };

    private async Task<string> PowerAsync(Ec2World world) =>
        (await Moto.AskAsync("ec2", "DescribeInstances", ("InstanceId.1", world.Instance))).Descendants("instanceState").First().Element("name")!.Value;
}
