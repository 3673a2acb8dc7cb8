using Amazon.EC2;
using Amazon.EC2.Model;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>Reads with whom snapshots are shared, and changes it one permission at a time: adding and removing in one call is refused.</summary>
internal sealed class SnapshotSharing(IAmazonEC2 ec2)
{
    /// <summary>The permissions of a snapshot, sorted.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(string snapshot, CancellationToken cancel)
    {
        var answer = await ec2.DescribeSnapshotAttributeAsync(new() { SnapshotId = snapshot, Attribute = SnapshotAttributeName.CreateVolumePermission }, cancel);
        return [.. (answer.CreateVolumePermissions ?? []).Select(one => SharingPermission.Of(one.Group?.Value, one.UserId)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The changes from some permissions to others: what is taken away comes first, everybody before single accounts.</summary>
    public IEnumerable<Change> Toward(string snapshot, IReadOnlyList<string> now, IReadOnlyList<string> wanted)
    {
        foreach (var permission in now.Except(wanted).OrderByDescending(one => one == SharingPermission.Everybody))
            yield return Change(snapshot, OperationType.Remove, permission);
        foreach (var permission in wanted.Except(now))
            yield return Change(snapshot, OperationType.Add, permission);
    }

    private Change Change(string snapshot, OperationType operation, string permission)
    {
        var request = new ModifySnapshotAttributeRequest
        {
            SnapshotId = snapshot,
            Attribute = SnapshotAttributeName.CreateVolumePermission,
            OperationType = operation,
        };
        var (group, account, _, _) = SharingPermission.Parts(permission);
        request.GroupNames = group is null ? null : [group];
        request.UserIds = account is null ? null : [account];
        return new("ec2:ModifySnapshotAttribute", $"{snapshot}: {operation} {permission}", stop => ec2.ModifySnapshotAttributeAsync(request, stop));
    }
}
