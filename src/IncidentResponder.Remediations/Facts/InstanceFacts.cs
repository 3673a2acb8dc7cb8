using System.Collections.Immutable;
using Amazon.AutoScaling;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.IdentityManagement;
using Amazon.Runtime;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Remediations.Ec2;

namespace IncidentResponder.Remediations.Facts;

/// <summary>Reads what the instance of a finding is: its tags, its network, its protection, its group and its role.</summary>
public sealed class InstanceFacts(
    IAmazonEC2 ec2, IAmazonAutoScaling autoScaling, IAmazonElasticLoadBalancingV2 balancing, IAmazonIdentityManagementService iam)
{
    /// <summary>The IAM actions it uses.</summary>
    public static ImmutableSortedSet<string> Permissions { get; } =
    [
        "autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeAutoScalingInstances", "ec2:DescribeAddresses",
        "ec2:DescribeInstanceAttribute", "ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups",
        "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth", "iam:GetInstanceProfile",
    ];

    /// <summary>Reads them. What can't be read is named as a gap; an instance of another account or Region does not exist for us.</summary>
    public async Task<TargetFacts> ReadAsync(FindingResource target, CancellationToken cancel)
    {
        var sheet = new FactSheet();
        var look = await sheet.ReadAsync("the instance", () => LiveInstance.ReadAsync(ec2, target, cancel));
        if (look is not LiveInstance.Usable { Instance: var instance })
            return sheet.Missing(look?.Objection);

        sheet.Say($"Instance {target.Id} is {instance.State?.Name}, {instance.InstanceType}, in {instance.Placement?.AvailabilityZone}, VPC {instance.VpcId} (EC2).");
        if (instance.InstanceLifecycle?.Value == "spot")
            sheet.Say("It is a Spot instance: EC2 may reclaim it at any time and can't protect it (EC2).");
        await ReadNetworkAsync(target.Id, sheet, cancel);
        sheet.Exposed = await sheet.ReadForPolicyAsync(SubjectPaths.Exposed, "Whether anybody can reach it", async () => (bool?)await Exposure.ReadAsync(ec2, instance, cancel));
        if (sheet.Exposed is true)
            sheet.Say("It has a public address, and its security groups let anybody in (EC2).");
        await ReadProtectionAsync(instance, sheet, cancel);
        await ReadGroupAsync(target.Id, sheet, cancel);
        await ReadTargetGroupsAsync(instance, sheet, cancel);
        var role = await ReadRoleAsync(instance, sheet, cancel);
        var tags = (instance.Tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value ?? "", StringComparer.Ordinal);
        return sheet.Found(tags, role);
    }

    private async Task ReadNetworkAsync(string id, FactSheet sheet, CancellationToken cancel)
    {
        var found = await sheet.ReadAsync("network interfaces", () => NetworkInterfaces.ReadAsync(ec2, id, cancel));
        if (found.IsDefault)
            return;
        sheet.Say($"{found.Length} network interfaces: {string.Join(", ", found.Select(one => one.Id))} (EC2).");
        foreach (var one in found)
        {
            sheet.Hold(StateNames.GroupsOf(one.Id), one.RequesterManaged ? StateNames.Managed : string.Join(",", one.Groups.Order(StringComparer.Ordinal)));
            foreach (var address in one.Addresses)
                sheet.Hold(StateNames.AddressOf(one.Id, address.PublicIp), address.AssociationId);
            if (one.Trunk)
                sheet.Say($"{one.Id} carries branch interfaces (pods) that keep their groups (EC2).");
        }
    }

    private async Task ReadProtectionAsync(Instance instance, FactSheet sheet, CancellationToken cancel)
    {
        if (await sheet.ReadAsync("termination protection", () => InstanceProtection.ReadAsync(ec2, instance, cancel)) is not { } protection)
            return;
        sheet.Hold(StateNames.TerminationProtection, protection.Termination ? StateNames.On : StateNames.Off);
        sheet.Hold(StateNames.ShutdownBehaviour, protection.Shutdown);
        if (protection.RootDevice.Length > 0)
            sheet.Hold(StateNames.RootVolumeDeletion, protection.RootDeleted ? StateNames.On : StateNames.Off);
    }

    private async Task ReadGroupAsync(string id, FactSheet sheet, CancellationToken cancel)
    {
        if (await sheet.ReadAsync("its Auto Scaling group", () => GroupMembership.FindAsync(autoScaling, id, cancel)) is not { } membership)
            return;
        sheet.Hold(StateNames.AutoScalingGroup, membership.Group);
        var capacity = await sheet.ReadAsync("its Auto Scaling group's capacity", () => GroupCapacity.FindAsync(autoScaling, membership.Group, cancel));
        if (capacity is null)
            return;
        sheet.Serving.Add(new() { Kind = ServingGroup.AutoScaling, Name = membership.Group, InService = capacity.Healthy.Count, DependsOnTarget = capacity.DependsOn(id) });
        sheet.Say($"Auto Scaling group {membership.Group}: {capacity.Healthy.Count} healthy of {capacity.Desired} wanted, at most {capacity.Max} (Auto Scaling).");
        if (capacity.DependsOn(id))
            sheet.Say($"{id} is the last healthy instance of {membership.Group}: it will not be detached while that is so (Auto Scaling).");
    }

    private async Task ReadTargetGroupsAsync(Instance instance, FactSheet sheet, CancellationToken cancel)
    {
        try
        {
            if (await TargetGroups.ReadAsync(balancing, instance, cancel) is not { } groups)
            {
                sheet.ServingGap = $"VPC {instance.VpcId} has too many target groups to look through";
                return;
            }

            sheet.Serving.AddRange(groups);
            foreach (var group in groups)
                sheet.Say($"Target group {group.Name} sends to it; {group.InService} of its targets are healthy (Elastic Load Balancing).");
        }
        catch (AmazonServiceException refused)
        {
            sheet.ServingGap = $"target groups could not be read: {refused.ErrorCode}";
        }
    }

    private async Task<string?> ReadRoleAsync(Instance instance, FactSheet sheet, CancellationToken cancel)
    {
        if (instance.IamInstanceProfile?.Arn is not { Length: > 0 } arn)
        {
            sheet.Say("It has no role (EC2).");
            return null;
        }

        var profile = await sheet.ReadAsync("its role",
            () => iam.GetInstanceProfileAsync(new() { InstanceProfileName = arn[(arn.LastIndexOf('/') + 1)..] }, cancel));
        var role = profile?.InstanceProfile.Roles?.FirstOrDefault()?.Arn;
        if (role is not null)
            sheet.Say($"It has role {role} (IAM).");
        return role;
    }
}
