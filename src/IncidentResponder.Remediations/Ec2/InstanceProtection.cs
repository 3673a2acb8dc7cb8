using Amazon.EC2;
using Amazon.EC2.Model;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>What keeps an instance and its root volume from being lost when it is shut down or terminated.</summary>
internal sealed record InstanceProtection
{
    /// <summary>EC2 refuses to terminate it.</summary>
    public required bool Termination { get; init; }

    /// <summary>What a shutdown from inside does: "stop" or "terminate".</summary>
    public required string Shutdown { get; init; }

    /// <summary>The root device with a volume: "/dev/xvda"; empty when the root is instance store.</summary>
    public required string RootDevice { get; init; }

    /// <summary>The root volume is deleted when the instance is terminated.</summary>
    public required bool RootDeleted { get; init; }

    /// <summary>EC2 allows these settings for it; it does not for Spot instances and instance-store roots.</summary>
    public required bool Settable { get; init; }

    /// <summary>The settings that keep the evidence.</summary>
    public InstanceProtection Kept() => Settable ? this with { Termination = true, Shutdown = "stop", RootDeleted = false } : this with { RootDeleted = false };

    /// <summary>Reads the settings of an instance.</summary>
    public static async Task<InstanceProtection> ReadAsync(IAmazonEC2 ec2, Instance instance, CancellationToken cancel)
    {
        var termination = await AttributeAsync(ec2, instance.InstanceId, InstanceAttributeName.DisableApiTermination, cancel);
        var shutdown = await AttributeAsync(ec2, instance.InstanceId, InstanceAttributeName.InstanceInitiatedShutdownBehavior, cancel);
        var root = instance.BlockDeviceMappings?.FirstOrDefault(one => one.DeviceName == instance.RootDeviceName && one.Ebs is not null);
        return new()
        {
            Termination = termination.DisableApiTermination is true,
            Shutdown = shutdown.InstanceInitiatedShutdownBehavior ?? "stop",
            RootDevice = root?.DeviceName ?? "",
            RootDeleted = root?.Ebs.DeleteOnTermination is true,
            Settable = instance.InstanceLifecycle?.Value != "spot" && instance.RootDeviceType?.Value != "instance-store",
        };
    }

    /// <summary>Makes the calls that lead from these settings to the wanted ones; one attribute a call, as EC2 demands.</summary>
    public async Task ChangeToAsync(InstanceProtection wanted, string instance, IAmazonEC2 ec2, IJournal journal, CancellationToken cancel)
    {
        if (Termination != wanted.Termination)
            await SetAsync(ec2, $"{instance} DisableApiTermination={wanted.Termination}",
                new() { InstanceId = instance, DisableApiTermination = wanted.Termination }, journal, cancel);
        if (Shutdown != wanted.Shutdown)
            await SetAsync(ec2, $"{instance} InstanceInitiatedShutdownBehavior={wanted.Shutdown}",
                new() { InstanceId = instance, Attribute = InstanceAttributeName.InstanceInitiatedShutdownBehavior, Value = wanted.Shutdown }, journal, cancel);
        if (RootDevice.Length > 0 && RootDeleted != wanted.RootDeleted)
            await SetAsync(ec2, $"{instance} {RootDevice} DeleteOnTermination={wanted.RootDeleted}",
                new()
                {
                    InstanceId = instance,
                    BlockDeviceMappings = [new() { DeviceName = RootDevice, Ebs = new() { DeleteOnTermination = wanted.RootDeleted } }],
                }, journal, cancel);
    }

    /// <summary>For people: "termination protection on, shutdown behaviour stop, root volume kept".</summary>
    public override string ToString() =>
        $"termination protection {(Termination ? "on" : "off")}, shutdown behaviour {Shutdown}, root volume {(RootDeleted ? "deleted" : "kept")} on termination";

    private static async Task<InstanceAttribute> AttributeAsync(
        IAmazonEC2 ec2, string instance, InstanceAttributeName name, CancellationToken cancel) =>
        (await ec2.DescribeInstanceAttributeAsync(new() { InstanceId = instance, Attribute = name }, cancel)).InstanceAttribute;

    private static async Task SetAsync(
        IAmazonEC2 ec2, string subject, ModifyInstanceAttributeRequest request, IJournal journal, CancellationToken cancel) =>
        await journal.ChangeAsync("ec2:ModifyInstanceAttribute", subject, stop => ec2.ModifyInstanceAttributeAsync(request, stop), cancel);
}
