using System.Collections.Immutable;
using Amazon.EC2;
using Amazon.EC2.Model;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>Reads the network interfaces and Elastic IP addresses of an instance.</summary>
internal static class NetworkInterfaces
{
    /// <summary>Every interface attached to the instance, by device index.</summary>
    public static async Task<ImmutableArray<NetworkInterfaceState>> ReadAsync(IAmazonEC2 ec2, string instance, CancellationToken cancel)
    {
        var request = new DescribeNetworkInterfacesRequest { Filters = [new() { Name = "attachment.instance-id", Values = [instance] }] };
        var found = new List<NetworkInterface>();
        await foreach (var page in ec2.Paginators.DescribeNetworkInterfaces(request).Responses.WithCancellation(cancel))
            found.AddRange(page.NetworkInterfaces ?? []);

        var addresses = found.Count == 0
            ? []
            : await AddressesAsync(ec2, "network-interface-id", found.Select(one => one.NetworkInterfaceId), cancel);
        return [.. found
            .OrderBy(one => one.Attachment?.DeviceIndex ?? 0)
            .ThenBy(one => one.NetworkInterfaceId, StringComparer.Ordinal)
            .Select(one => StateOf(one, addresses))];
    }

    /// <summary>Elastic IP addresses whose attribute has one of the values; see the filters of DescribeAddresses.</summary>
    public static async Task<ImmutableArray<ElasticAddress>> AddressesAsync(
        IAmazonEC2 ec2, string attribute, IEnumerable<string> values, CancellationToken cancel)
    {
        var request = new DescribeAddressesRequest { Filters = [new() { Name = attribute, Values = [.. values] }] };
        var answer = await ec2.DescribeAddressesAsync(request, cancel);
        return [.. (answer.Addresses ?? []).Select(one => new ElasticAddress(
            one.PublicIp, one.AllocationId ?? "", one.AssociationId ?? "", one.NetworkInterfaceId ?? "", one.PrivateIpAddress ?? ""))];
    }

    private static NetworkInterfaceState StateOf(NetworkInterface one, ImmutableArray<ElasticAddress> addresses) => new()
    {
        Id = one.NetworkInterfaceId,
        Vpc = one.VpcId,
        Groups = [.. (one.Groups ?? []).Select(group => group.GroupId)],
        RequesterManaged = one.RequesterManaged is true,
        Trunk = one.InterfaceType?.Value == "trunk",
        Addresses = [.. addresses.Where(address => address.NetworkInterface == one.NetworkInterfaceId)],
    };
}
