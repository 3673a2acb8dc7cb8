using System.Collections.Immutable;
using Amazon.EC2;
using Amazon.EC2.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Remediations.Ec2;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>
/// Takes what can be had of an instance from outside, without touching it: console, description, and snapshots of all
/// volumes at one moment. A snapshot is what it is of at the moment of the call, so nobody waits for its completion.
/// </summary>
public sealed class InstanceEvidence(IAmazonEC2 ec2, IEvidenceSink sink)
{
    /// <summary>The tag that ties a snapshot to its incident.</summary>
    public const string IncidentTag = "ir:incident";

    /// <summary>The IAM actions it uses.</summary>
    public static ImmutableSortedSet<string> Permissions { get; } =
    [
        "ec2:CreateSnapshots", "ec2:CreateTags", "ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSnapshots", "ec2:DescribeVolumes", "ec2:GetConsoleOutput", "ec2:GetConsoleScreenshot",
    ];

    /// <summary>Collects and seals. Repeating it makes no second set of snapshots.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="target">The instance.</param>
    /// <param name="at">When it is collected.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task<ImmutableArray<SealedItem>> CollectAsync(
        IncidentId incident, FindingResource target, DateTimeOffset at, CancellationToken cancel)
    {
        var collection = new Collection(incident, sink, at);
        var look = await collection.TryAsync($"Instance {target.Id}", () => LiveInstance.ReadAsync(ec2, target, cancel));
        if (look is not LiveInstance.Usable { Instance: var instance })
        {
            if (look is not null)
                collection.Gap($"Instance {target.Id}", look.Objection);
            return collection.Items;
        }

        await collection.SealAsync($"Console output of {target.Id}", "console.txt", () => ConsoleAsync(target.Id, cancel), cancel);
        await collection.SealAsync($"Console screenshot of {target.Id}", "console.jpg", () => ScreenshotAsync(target.Id, cancel), cancel);
        await collection.SealAsync($"Description of {target.Id}", "instance.json", () => DescriptionAsync(instance, cancel), cancel);
        await SnapshotsAsync(incident, instance, collection, cancel);
        return collection.Items;
    }

    private async Task<ReadOnlyMemory<byte>> ConsoleAsync(string id, CancellationToken cancel)
    {
        var answer = await ec2.GetConsoleOutputAsync(new() { InstanceId = id }, cancel);
        return Convert.FromBase64String(answer.Output ?? "");
    }

    private async Task<ReadOnlyMemory<byte>> ScreenshotAsync(string id, CancellationToken cancel)
    {
        var answer = await ec2.GetConsoleScreenshotAsync(new() { InstanceId = id, WakeUp = false }, cancel);
        return Convert.FromBase64String(answer.ImageData ?? "");
    }

    private async Task<ReadOnlyMemory<byte>> DescriptionAsync(Instance instance, CancellationToken cancel)
    {
        var mine = new DescribeNetworkInterfacesRequest { Filters = [new() { Name = "attachment.instance-id", Values = [instance.InstanceId] }] };
        var interfaces = new List<NetworkInterface>();
        await foreach (var page in ec2.Paginators.DescribeNetworkInterfaces(mine).Responses.WithCancellation(cancel))
            interfaces.AddRange(page.NetworkInterfaces ?? []);
        var ids = InstanceDescription.VolumesOf(instance);
        var volumes = ids.Count == 0 ? null : (await ec2.DescribeVolumesAsync(new() { VolumeIds = ids }, cancel)).Volumes;
        return Collection.Json(json => InstanceDescription.Write(json, instance, interfaces, volumes ?? []));
    }

    private async Task SnapshotsAsync(IncidentId incident, Instance instance, Collection collection, CancellationToken cancel)
    {
        var title = $"Snapshots of {instance.InstanceId}";
        if (InstanceDescription.VolumesOf(instance).Count == 0)
        {
            collection.Gap(title, "It has no EBS volumes; instance-store disks can't be copied from outside.");
            return;
        }

        var made = await collection.TryAsync(title, () => FindOrCreateAsync(incident, instance, cancel));
        foreach (var (snapshot, volume) in made ?? [])
            collection.Found($"Snapshot {snapshot} of {volume}", snapshot);
    }

    /// <summary>CreateSnapshots has no idempotency token: what an earlier attempt made is found by its tag.</summary>
    private async Task<IReadOnlyList<(string Snapshot, string Volume)>> FindOrCreateAsync(IncidentId incident, Instance instance, CancellationToken cancel)
    {
        var mine = new DescribeSnapshotsRequest
        {
            OwnerIds = ["self"],
            Filters =
            [
                new() { Name = $"tag:{IncidentTag}", Values = [incident.Value] },
                new() { Name = "volume-id", Values = InstanceDescription.VolumesOf(instance) },
            ],
        };
        var found = new List<(string, string)>();
        await foreach (var page in ec2.Paginators.DescribeSnapshots(mine).Responses.WithCancellation(cancel))
            found.AddRange((page.Snapshots ?? []).Select(one => (one.SnapshotId, one.VolumeId)));
        if (found.Count > 0)
            return found;

        var answer = await ec2.CreateSnapshotsAsync(new()
        {
            InstanceSpecification = new() { InstanceId = instance.InstanceId, ExcludeBootVolume = false },
            Description = $"Evidence of {instance.InstanceId} for incident {incident}",
            CopyTagsFromSource = CopyTagsFromSource.Volume,
            TagSpecifications = [new() { ResourceType = ResourceType.Snapshot, Tags = [new(IncidentTag, incident.Value)] }],
        }, cancel);
        return [.. (answer.Snapshots ?? []).Select(one => (one.SnapshotId, one.VolumeId))];
    }
}
