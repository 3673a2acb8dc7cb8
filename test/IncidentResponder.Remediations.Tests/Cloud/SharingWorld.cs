using System.Collections.Immutable;
using System.Xml.Linq;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>A snapshot of its own, or an image with the one behind it, shared with others; made and read past the code under test.</summary>
public sealed class SharingWorld
{
    private readonly Moto _moto;

    private SharingWorld(Moto moto) => _moto = moto;

    public required string Snapshot { get; init; }

    /// <summary>The image; empty when only a snapshot was made.</summary>
    public string Image { get; init; } = "";

    /// <summary>Makes a snapshot that is shared with "all" or accounts.</summary>
    public static async Task<SharingWorld> SnapshotAsync(Moto moto, params ImmutableArray<string> with)
    {
        var volume = await moto.AskAsync("ec2", "CreateVolume", ("AvailabilityZone", Moto.Region + "a"), ("Size", "8"));
        var made = await moto.AskAsync("ec2", "CreateSnapshot", ("VolumeId", volume.Descendants("volumeId").First().Value));
        var world = new SharingWorld(moto) { Snapshot = made.Descendants("snapshotId").First().Value };
        foreach (var one in with)
            await world.ShareSnapshotAsync(one);
        return world;
    }

    /// <summary>Makes an image that is shared with "all", accounts or the ARNs of organizations and their units.</summary>
    public static async Task<SharingWorld> ImageAsync(Moto moto, params ImmutableArray<string> with)
    {
        var instance = (await Ec2World.WithInstanceAsync(moto, 1)).Instance;
        var image = (await moto.AskAsync("ec2", "CreateImage", ("InstanceId", instance), ("Name", $"golden-{instance}"))).Descendants("imageId").First().Value;
        var shown = await moto.AskAsync("ec2", "DescribeImages", ("ImageId.1", image));
        var world = new SharingWorld(moto) { Image = image, Snapshot = shown.Descendants("snapshotId").First().Value };
        foreach (var one in with)
            await world.ShareImageAsync(one);
        return world;
    }

    /// <summary>Shares the snapshot with one more.</summary>
    public Task ShareSnapshotAsync(string with) => _moto.AskAsync("ec2", "ModifySnapshotAttribute",
        ("SnapshotId", Snapshot), ("Attribute", "createVolumePermission"), ("OperationType", "add"), (with == "all" ? "UserGroup.1" : "UserId.1", with));

    /// <summary>Shares the image with one more.</summary>
    public Task ShareImageAsync(string with) => _moto.AskAsync("ec2", "ModifyImageAttribute", ("ImageId", Image), ($"LaunchPermission.Add.1.{KindOf(with)}", with));

    /// <summary>With whom the snapshot is shared.</summary>
    public async Task<string> SnapshotSharedAsync() => Shared(await _moto.AskAsync("ec2", "DescribeSnapshotAttribute", ("SnapshotId", Snapshot), ("Attribute", "createVolumePermission")));

    /// <summary>With whom the image is shared, and its snapshot.</summary>
    public async Task<string> ImageSharedAsync() =>
        $"{Shared(await _moto.AskAsync("ec2", "DescribeImageAttribute", ("ImageId", Image), ("Attribute", "launchPermission")))}; {await SnapshotSharedAsync()}";

    private static string KindOf(string with) => with switch
    {
        "all" => "Group",
        _ when with.Contains(":ou/", StringComparison.Ordinal) => "OrganizationalUnitArn",
        _ when with.StartsWith("arn:", StringComparison.Ordinal) => "OrganizationArn",
        _ => "UserId",
    };

    private static string Shared(XElement answer) => string.Join(", ", answer.Descendants("item").SelectMany(item => item.Elements()).Select(one => one.Value).Order(StringComparer.Ordinal));
}
