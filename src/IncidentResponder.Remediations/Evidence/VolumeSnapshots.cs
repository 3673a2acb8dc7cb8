using System.Collections.Immutable;
using Amazon.EC2;
using Amazon.EC2.Model;
using IncidentResponder.Remediations.Ec2;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>
/// Snapshots of all volumes of an instance, at one moment. A snapshot is what its volume was at the moment of the call, so nobody
/// waits for its completion. CreateSnapshots has no idempotency token: what an earlier attempt made is found by its tag.
/// </summary>
/// <param name="aws">The clients.</param>
internal sealed class VolumeSnapshots(AwsClients aws) : IEvidenceCollector
{
    /// <summary>The tag that ties a snapshot to its incident.</summary>
    public const string IncidentTag = "ir:incident";

    private const string Type = "Snapshot";

    public ImmutableSortedSet<string> Permissions { get; } = ["ec2:CreateSnapshots", "ec2:CreateTags", "ec2:DescribeInstances", "ec2:DescribeSnapshots"];

    public bool Concerns(EvidenceTarget target) => target.Resource.Type == "AwsEc2Instance";

    public async Task CollectAsync(EvidenceTarget target, EvidenceGathering into, CancellationToken cancel)
    {
        var look = await into.TryAsync(Type, () => LiveInstance.ReadAsync(aws.Ec2, target.Resource, cancel));
        if (look is LiveInstance.Unusable no)
            into.Missing(Type, no.Why);
        if (look is not LiveInstance.Usable { Instance: var instance })
            return;

        var volumes = InstanceRecord.VolumesOf(instance);
        if (volumes.Count == 0)
            into.Missing(Type, "It has no EBS volumes; instance-store disks can't be copied from outside.");
        var found = volumes.Count == 0 ? null : await into.TryAsync(Type, () => FoundAsync(target, volumes, into.Clock, cancel));
        foreach (var one in found ?? [])
            Add(one, target, into);
        var open = volumes.Except((found ?? []).Select(one => one.Volume)).ToList();
        if (found is not null && open.Count > 0)
            await MakeAsync(target, instance, open, into, cancel);
    }

    private async Task<IReadOnlyList<Made>> FoundAsync(EvidenceTarget target, List<string> volumes, TimeProvider clock, CancellationToken cancel)
    {
        var mine = new DescribeSnapshotsRequest
        {
            OwnerIds = ["self"],
            Filters = [new() { Name = $"tag:{IncidentTag}", Values = [target.Incident.Value] }, new() { Name = "volume-id", Values = volumes }],
        };
        var found = new List<Made>();
        await foreach (var page in aws.Ec2.Paginators.DescribeSnapshots(mine).Responses.WithCancellation(cancel))
        {
            found.AddRange(from one in page.Snapshots ?? []
                           where one.State?.Value != "error"
                           select new Made(one.SnapshotId, one.VolumeId, TimeOf(one.StartTime, clock), page.ResponseMetadata?.RequestId));
        }

        return found;
    }

    private async Task MakeAsync(EvidenceTarget target, Instance instance, List<string> volumes, EvidenceGathering into, CancellationToken cancel)
    {
        var root = instance.BlockDeviceMappings.Find(one => one.DeviceName == instance.RootDeviceName)?.Ebs?.VolumeId;
        var answer = await into.TryAsync(Type, () => aws.Ec2.CreateSnapshotsAsync(new()
        {
            InstanceSpecification = new()
            {
                InstanceId = instance.InstanceId,
                ExcludeBootVolume = root is not null && !volumes.Contains(root),
                ExcludeDataVolumeIds = [.. InstanceRecord.VolumesOf(instance).Where(volume => volume != root).Except(volumes)],
            },
            Description = $"Evidence of {instance.InstanceId} for incident {target.Incident}",
            CopyTagsFromSource = CopyTagsFromSource.Volume,
            TagSpecifications = [new() { ResourceType = ResourceType.Snapshot, Tags = [new(IncidentTag, target.Incident.Value)] }],
        }, cancel));
        foreach (var one in answer?.Snapshots ?? [])
            Add(new(one.SnapshotId, one.VolumeId, TimeOf(one.StartTime, into.Clock), answer!.ResponseMetadata?.RequestId), target, into);
    }

    private static void Add(Made one, EvidenceTarget target, EvidenceGathering into) => into.InAws(
        Type,
        one.Snapshot,
        $"arn:{target.Partition}:ec2:{target.Resource.Region}::snapshot/{one.Snapshot}",
        target.Regional("ec2", $"volume/{one.Volume}"),
        new() { At = one.At, RequestId = one.RequestId ?? "" });

    private static DateTimeOffset TimeOf(DateTime? start, TimeProvider clock) =>
        start is { } time ? new DateTimeOffset(time.ToUniversalTime()) : clock.GetUtcNow();

    private sealed record Made(string Snapshot, string Volume, DateTimeOffset At, string? RequestId);
}
