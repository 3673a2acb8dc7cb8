using System.Text.Json;
using Amazon.EC2.Model;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>Writes an instance, its network interfaces and its volumes under EC2's own names.</summary>
internal static class InstanceJson
{
    public static void Write(Utf8JsonWriter json, Instance one)
    {
        json.Say("InstanceId", one.InstanceId);
        json.Say("ImageId", one.ImageId);
        json.Say("InstanceType", one.InstanceType?.Value);
        json.Say("State", one.State?.Name?.Value);
        json.Say("LaunchTime", one.LaunchTime);
        json.Say("AvailabilityZone", one.Placement?.AvailabilityZone);
        json.Say("VpcId", one.VpcId);
        json.Say("SubnetId", one.SubnetId);
        json.Say("PrivateIpAddress", one.PrivateIpAddress);
        json.Say("PublicIpAddress", one.PublicIpAddress);
        json.Say("KeyName", one.KeyName);
        json.Say("IamInstanceProfile", one.IamInstanceProfile?.Arn);
        json.Say("InstanceLifecycle", one.InstanceLifecycle?.Value);
        json.Say("Platform", one.PlatformDetails);
        json.Say("RootDeviceName", one.RootDeviceName);
        json.Say("HttpTokens", one.MetadataOptions?.HttpTokens?.Value);
        json.Say("HttpPutResponseHopLimit", one.MetadataOptions?.HttpPutResponseHopLimit);
        json.Tags(one.Tags);
    }

    public static void Write(Utf8JsonWriter json, NetworkInterface one)
    {
        json.Say("NetworkInterfaceId", one.NetworkInterfaceId);
        json.Say("VpcId", one.VpcId);
        json.Say("SubnetId", one.SubnetId);
        json.Say("MacAddress", one.MacAddress);
        json.Say("InterfaceType", one.InterfaceType?.Value);
        json.Say("RequesterManaged", one.RequesterManaged);
        json.Say("SourceDestCheck", one.SourceDestCheck);
        json.Say("PublicIp", one.Association?.PublicIp);
        json.Texts("PrivateIpAddresses", one.PrivateIpAddresses?.Select(address => address.PrivateIpAddress));
        json.Texts("Ipv6Addresses", one.Ipv6Addresses?.Select(address => address.Ipv6Address));
        json.Texts("Groups", one.Groups?.Select(group => group.GroupId));
    }

    public static void Write(Utf8JsonWriter json, Volume one)
    {
        json.Say("VolumeId", one.VolumeId);
        json.Say("Size", one.Size);
        json.Say("VolumeType", one.VolumeType?.Value);
        json.Say("CreateTime", one.CreateTime);
        json.Say("Encrypted", one.Encrypted);
        json.Say("KmsKeyId", one.KmsKeyId);
        json.Say("SnapshotId", one.SnapshotId);
        json.Texts("Devices", one.Attachments?.Select(attachment => attachment.Device));
        json.Tags(one.Tags);
    }
}
