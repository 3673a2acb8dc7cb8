using Amazon.AutoScaling.Model;
using Amazon.EC2;
using Amazon.EC2.Model;
using Ec2Tag = Amazon.EC2.Model.Tag;

namespace IncidentResponder.LocalCloud.Respond.Seeding;

/// <summary>Makes a web server as a company has it: two network interfaces, three groups, one of an Auto Scaling group.</summary>
/// <param name="aws">The clients.</param>
/// <param name="region">The Region.</param>
public sealed class InstanceSeed(AwsClients aws, string region)
{
    /// <summary>Makes it and says what it made.</summary>
    /// <returns>Its names and a line for each thing made.</returns>
    public async Task<(SeededInstance Instance, IReadOnlyList<string> Made)> MakeAsync(IReadOnlyDictionary<string, string> tags, CancellationToken cancel)
    {
        var name = await FreeNameAsync(cancel);
        var vpc = (await aws.Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.20.0.0/16" }, cancel)).Vpc.VpcId;
        var subnet = (await aws.Ec2.CreateSubnetAsync(
            new CreateSubnetRequest { VpcId = vpc, CidrBlock = "10.20.1.0/24", AvailabilityZone = region + "a" }, cancel)).Subnet.SubnetId;
        var web = await MakeGroupAsync(vpc, "web-servers", 443, cancel);
        var admin = await MakeGroupAsync(vpc, "admin-access", 22, cancel);
        var storage = await MakeGroupAsync(vpc, "storage-network", 2049, cancel);

        var instance = await LaunchInGroupAsync(name, subnet, [web, admin], cancel);
        await TagAsync(instance, tags, cancel);
        await AttachSecondInterfaceAsync(instance, subnet, storage, cancel);
        return (new SeededInstance(instance, vpc, name),
        [
            $"VPC {vpc} with subnet {subnet}",
            $"security groups {web} (443), {admin} (22), {storage} (2049)",
            $"Auto Scaling group {name} (1 to 4, wants 2) with instance {instance}",
            "a second network interface on the instance",
        ]);
    }

    /// <summary>"web", or "web-2" and so on when it is taken.</summary>
    private async Task<string> FreeNameAsync(CancellationToken cancel)
    {
        var number = 1;
        await foreach (var page in aws.AutoScaling.Paginators.DescribeAutoScalingGroups(new DescribeAutoScalingGroupsRequest()).Responses.WithCancellation(cancel))
            number += page.AutoScalingGroups?.Count ?? 0;
        return number == 1 ? "web" : $"web-{number}";
    }

    private async Task<string> MakeGroupAsync(string vpc, string name, int port, CancellationToken cancel)
    {
        var group = (await aws.Ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest { VpcId = vpc, GroupName = name, Description = name }, cancel)).GroupId;
        var open = new IpPermission { IpProtocol = "tcp", FromPort = port, ToPort = port, Ipv4Ranges = [new IpRange { CidrIp = "10.0.0.0/8" }] };
        await aws.Ec2.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [open] }, cancel);
        return group;
    }

    private async Task<string> LaunchInGroupAsync(string name, string subnet, List<string> groups, CancellationToken cancel)
    {
        var images = await aws.Ec2.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["amazon"] }, cancel);
        var image = images.Images.First(i => i.RootDeviceType == DeviceType.Ebs).ImageId;
        await aws.Ec2.CreateLaunchTemplateAsync(
            new CreateLaunchTemplateRequest
            {
                LaunchTemplateName = name,
                LaunchTemplateData = new RequestLaunchTemplateData { ImageId = image, InstanceType = InstanceType.T3Micro, SecurityGroupIds = groups },
            },
            cancel);
        await aws.AutoScaling.CreateAutoScalingGroupAsync(
            new CreateAutoScalingGroupRequest
            {
                AutoScalingGroupName = name,
                LaunchTemplate = new Amazon.AutoScaling.Model.LaunchTemplateSpecification { LaunchTemplateName = name, Version = "$Latest" },
                MinSize = 1,
                MaxSize = 4,
                DesiredCapacity = 2,
                VPCZoneIdentifier = subnet,
            },
            cancel);
        var made = await aws.AutoScaling.DescribeAutoScalingGroupsAsync(
            new DescribeAutoScalingGroupsRequest { AutoScalingGroupNames = [name] }, cancel);
        return made.AutoScalingGroups[0].Instances[0].InstanceId;
    }

    private async Task TagAsync(string instance, IReadOnlyDictionary<string, string> tags, CancellationToken cancel)
    {
        if (tags.Count == 0)
            return;
        var list = tags.Select(t => new Ec2Tag { Key = t.Key, Value = t.Value }).ToList();
        await aws.Ec2.CreateTagsAsync(new CreateTagsRequest { Resources = [instance], Tags = list }, cancel);
    }

    private async Task AttachSecondInterfaceAsync(string instance, string subnet, string group, CancellationToken cancel)
    {
        var second = await aws.Ec2.CreateNetworkInterfaceAsync(
            new CreateNetworkInterfaceRequest { SubnetId = subnet, Groups = [group], Description = "storage" }, cancel);
        await aws.Ec2.AttachNetworkInterfaceAsync(
            new AttachNetworkInterfaceRequest { InstanceId = instance, NetworkInterfaceId = second.NetworkInterface.NetworkInterfaceId, DeviceIndex = 1 },
            cancel);
    }
}
