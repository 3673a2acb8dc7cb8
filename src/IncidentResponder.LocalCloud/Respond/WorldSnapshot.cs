using System.Collections.Immutable;
using Amazon.AutoScaling.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using IncidentResponder.LocalCloud.Respond.Seeding;

namespace IncidentResponder.LocalCloud.Respond;

/// <summary>The state of the account that a containment could change, read by the AWS API at one moment: name → value.</summary>
public sealed record WorldSnapshot(ImmutableSortedDictionary<string, string> Facts)
{
    /// <summary>Reads it for what was made for an event.</summary>
    public static async Task<WorldSnapshot> ReadAsync(AwsClients aws, SeededWorld world, CancellationToken cancel)
    {
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (world.Instance is { } instance)
        {
            await ReadInterfacesAsync(aws, instance, facts, cancel);
            await ReadGroupsAsync(aws, instance, facts, cancel);
            await ReadScalingAsync(aws, instance, facts, cancel);
            await ReadInstanceAsync(aws, instance, facts, cancel);
        }

        if (world.User is { } user)
            await ReadUserAsync(aws, user, facts, cancel);
        return new WorldSnapshot(facts.ToImmutable());
    }

    /// <summary>What differs in a later snapshot: name, value before ("—" when absent), value after.</summary>
    public ImmutableArray<WorldChange> ChangesTo(WorldSnapshot after) =>
    [
        .. Facts.Keys.Union(after.Facts.Keys).Order(StringComparer.Ordinal)
            .Select(name => new WorldChange(name, Facts.GetValueOrDefault(name, "—"), after.Facts.GetValueOrDefault(name, "—")))
            .Where(change => change.Before != change.After),
    ];

    private static async Task ReadInterfacesAsync(AwsClients aws, SeededInstance instance, IDictionary<string, string> facts, CancellationToken cancel)
    {
        var answer = await aws.Ec2.DescribeNetworkInterfacesAsync(
            new DescribeNetworkInterfacesRequest { Filters = [new Amazon.EC2.Model.Filter("attachment.instance-id", [instance.InstanceId])] }, cancel);
        foreach (var eni in answer.NetworkInterfaces ?? [])
        {
            var groups = (eni.Groups ?? []).Select(g => $"{g.GroupName} ({g.GroupId})").Order(StringComparer.Ordinal);
            facts[$"{instance.InstanceId} {eni.NetworkInterfaceId} security groups"] = string.Join(", ", groups);
        }
    }

    private static async Task ReadGroupsAsync(AwsClients aws, SeededInstance instance, IDictionary<string, string> facts, CancellationToken cancel)
    {
        var answer = await aws.Ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { Filters = [new Amazon.EC2.Model.Filter("vpc-id", [instance.VpcId])] }, cancel);
        foreach (var group in answer.SecurityGroups ?? [])
            facts[$"security group {group.GroupName} ({group.GroupId}) rules"] =
                $"{group.IpPermissions?.Count ?? 0} in, {group.IpPermissionsEgress?.Count ?? 0} out";
    }

    private static async Task ReadScalingAsync(AwsClients aws, SeededInstance instance, IDictionary<string, string> facts, CancellationToken cancel)
    {
        var answer = await aws.AutoScaling.DescribeAutoScalingGroupsAsync(
            new DescribeAutoScalingGroupsRequest { AutoScalingGroupNames = [instance.AutoScalingGroup] }, cancel);
        foreach (var group in answer.AutoScalingGroups ?? [])
        {
            var members = (group.Instances ?? []).Select(i => i.InstanceId).ToArray();
            facts[$"{instance.InstanceId} in Auto Scaling group {group.AutoScalingGroupName}"] = members.Contains(instance.InstanceId) ? "yes" : "no";
            facts[$"Auto Scaling group {group.AutoScalingGroupName} instances"] = $"{members.Length} of {group.DesiredCapacity} wanted";
        }
    }

    private static async Task ReadInstanceAsync(AwsClients aws, SeededInstance instance, IDictionary<string, string> facts, CancellationToken cancel)
    {
        var protection = await aws.Ec2.DescribeInstanceAttributeAsync(
            new DescribeInstanceAttributeRequest { InstanceId = instance.InstanceId, Attribute = Amazon.EC2.InstanceAttributeName.DisableApiTermination }, cancel);
        facts[$"{instance.InstanceId} termination protection"] = protection.InstanceAttribute.DisableApiTermination == true ? "on" : "off";
        var snapshots = await aws.Ec2.DescribeSnapshotsAsync(new DescribeSnapshotsRequest { OwnerIds = ["self"] }, cancel);
        var described = await aws.Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [instance.InstanceId] }, cancel);
        var volumes = described.Reservations[0].Instances[0].BlockDeviceMappings.Select(m => m.Ebs.VolumeId).ToHashSet(StringComparer.Ordinal);
        foreach (var snapshot in (snapshots.Snapshots ?? []).Where(s => volumes.Contains(s.VolumeId)))
            facts[$"snapshot {snapshot.SnapshotId}"] = $"of {snapshot.VolumeId}";
    }

    private static async Task ReadUserAsync(AwsClients aws, string user, IDictionary<string, string> facts, CancellationToken cancel)
    {
        var keys = await aws.Iam.ListAccessKeysAsync(new ListAccessKeysRequest { UserName = user }, cancel);
        foreach (var key in keys.AccessKeyMetadata ?? [])
            facts[$"{user} key {key.AccessKeyId}"] = key.Status.Value;
        var policies = await aws.Iam.ListUserPoliciesAsync(new ListUserPoliciesRequest { UserName = user }, cancel);
        facts[$"{user} inline policies"] = string.Join(", ", (policies.PolicyNames ?? []).Order(StringComparer.Ordinal));
    }
}
