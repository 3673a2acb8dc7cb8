using Amazon.EC2;
using Amazon.EC2.Model;

namespace IncidentResponder.Remediations.Facts;

/// <summary>Whether anybody on the internet can reach an instance: by a public address on an interface whose groups let everybody in.</summary>
internal static class Exposure
{
    private const string AnyIpv4 = "0.0.0.0/0";
    private const string AnyIpv6 = "::/0";

    /// <summary>Reads the groups of the interfaces that have a public address; an instance without one asks nothing.</summary>
    public static async Task<bool> ReadAsync(IAmazonEC2 ec2, Instance instance, CancellationToken cancel)
    {
        var groups = (instance.NetworkInterfaces ?? []).Where(one => IsPublic(one, instance))
            .SelectMany(one => one.Groups ?? []).Select(group => group.GroupId).Distinct(StringComparer.Ordinal).ToList();
        if (groups.Count == 0)
            return false;

        var answer = await ec2.DescribeSecurityGroupsAsync(new() { GroupIds = groups }, cancel);
        return (answer.SecurityGroups ?? []).SelectMany(group => group.IpPermissions ?? []).Any(LetsAnybodyIn);
    }

    // The instance's own public address is the first interface's. Addresses of IPv6 are public as such.
    private static bool IsPublic(InstanceNetworkInterface one, Instance instance) =>
        one.Association?.PublicIp is { Length: > 0 }
        || one.Ipv6Addresses is { Count: > 0 }
        || instance.PublicIpAddress is { Length: > 0 } && (one.Attachment?.DeviceIndex ?? 0) == 0;

    private static bool LetsAnybodyIn(IpPermission rule) =>
        (rule.Ipv4Ranges ?? []).Any(range => range.CidrIp == AnyIpv4) || (rule.Ipv6Ranges ?? []).Any(range => range.CidrIpv6 == AnyIpv6);
}
