using System.Text.Json;
using Amazon.EC2.Model;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>Writes what EC2 says of an instance, under EC2's own names.</summary>
internal static class InstanceDescription
{
    /// <summary>Ids of the EBS volumes attached to an instance.</summary>
    public static List<string> VolumesOf(Instance instance) =>
        [.. (instance.BlockDeviceMappings ?? []).Where(one => one.Ebs?.VolumeId is not null).Select(one => one.Ebs.VolumeId)];

    public static void Write(Utf8JsonWriter json, Instance instance, List<NetworkInterface> interfaces, List<Volume> volumes)
    {
        json.WriteStartObject();
        json.WriteStartObject("Instance");
        WriteInstance(json, instance);
        json.WriteEndObject();
        json.WriteStartArray("NetworkInterfaces");
        foreach (var one in interfaces)
            WriteInterface(json, one);
        json.WriteEndArray();
        json.WriteStartArray("Volumes");
        foreach (var one in volumes)
            WriteVolume(json, one);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteInstance(Utf8JsonWriter json, Instance one)
    {
        json.WriteString("InstanceId", one.InstanceId);
        json.WriteString("ImageId", one.ImageId);
        json.WriteString("InstanceType", one.InstanceType?.Value);
        json.WriteString("State", one.State?.Name?.Value);
        json.WriteString("LaunchTime", $"{one.LaunchTime:O}");
        json.WriteString("AvailabilityZone", one.Placement?.AvailabilityZone);
        json.WriteString("VpcId", one.VpcId);
        json.WriteString("SubnetId", one.SubnetId);
        json.WriteString("PrivateIpAddress", one.PrivateIpAddress);
        json.WriteString("PublicIpAddress", one.PublicIpAddress);
        json.WriteString("KeyName", one.KeyName);
        json.WriteString("IamInstanceProfile", one.IamInstanceProfile?.Arn);
        json.WriteString("InstanceLifecycle", one.InstanceLifecycle?.Value);
        json.WriteString("Platform", one.PlatformDetails);
        json.WriteString("RootDeviceName", one.RootDeviceName);
        json.WriteString("HttpTokens", one.MetadataOptions?.HttpTokens?.Value);
        WriteTags(json, one.Tags);
    }

    private static void WriteInterface(Utf8JsonWriter json, NetworkInterface one)
    {
        json.WriteStartObject();
        json.WriteString("NetworkInterfaceId", one.NetworkInterfaceId);
        json.WriteString("VpcId", one.VpcId);
        json.WriteString("SubnetId", one.SubnetId);
        json.WriteString("MacAddress", one.MacAddress);
        json.WriteString("InterfaceType", one.InterfaceType?.Value);
        json.WriteBoolean("RequesterManaged", one.RequesterManaged is true);
        json.WriteString("PublicIp", one.Association?.PublicIp);
        WriteTexts(json, "PrivateIpAddresses", one.PrivateIpAddresses?.Select(address => address.PrivateIpAddress));
        WriteTexts(json, "Ipv6Addresses", one.Ipv6Addresses?.Select(address => address.Ipv6Address));
        WriteTexts(json, "Groups", one.Groups?.Select(group => group.GroupId));
        json.WriteEndObject();
    }

    private static void WriteVolume(Utf8JsonWriter json, Volume one)
    {
        json.WriteStartObject();
        json.WriteString("VolumeId", one.VolumeId);
        json.WriteNumber("Size", one.Size ?? 0);
        json.WriteString("VolumeType", one.VolumeType?.Value);
        json.WriteBoolean("Encrypted", one.Encrypted is true);
        json.WriteString("KmsKeyId", one.KmsKeyId);
        json.WriteString("SnapshotId", one.SnapshotId);
        WriteTexts(json, "Devices", one.Attachments?.Select(attachment => attachment.Device));
        WriteTags(json, one.Tags);
        json.WriteEndObject();
    }

    private static void WriteTags(Utf8JsonWriter json, List<Tag>? tags)
    {
        json.WriteStartObject("Tags");
        foreach (var tag in (tags ?? []).OrderBy(tag => tag.Key, StringComparer.Ordinal))
            json.WriteString(tag.Key, tag.Value);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string>? texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts ?? [])
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
