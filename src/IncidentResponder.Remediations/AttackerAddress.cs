using System.Net;
using System.Net.Sockets;

namespace IncidentResponder.Remediations;

/// <summary>An address on the internet from which something was tried, and which may be blocked.</summary>
/// <param name="Address">The address.</param>
internal sealed record AttackerAddress(IPAddress Address)
{
    // What is nobody's on the internet, or many people's: blocking it would hit ourselves or bystanders.
    private static readonly (IPNetwork Range, string What)[] NeverBlocked =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "names no host"),
        (IPNetwork.Parse("10.0.0.0/8"), "is a private address"),
        (IPNetwork.Parse("100.64.0.0/10"), "is shared by the customers of a carrier"),
        (IPNetwork.Parse("127.0.0.0/8"), "is the loopback"),
        (IPNetwork.Parse("169.254.0.0/16"), "is a link-local address"),
        (IPNetwork.Parse("172.16.0.0/12"), "is a private address"),
        (IPNetwork.Parse("192.168.0.0/16"), "is a private address"),
        (IPNetwork.Parse("224.0.0.0/4"), "is a multicast address"),
        (IPNetwork.Parse("240.0.0.0/4"), "is reserved"),
        (IPNetwork.Parse("::/96"), "names no host"),
        (IPNetwork.Parse("64:ff9b::/96"), "stands for an IPv4 address"),
        (IPNetwork.Parse("fc00::/7"), "is a private address"),
        (IPNetwork.Parse("fe80::/10"), "is a link-local address"),
        (IPNetwork.Parse("ff00::/8"), "is a multicast address"),
    ];

    /// <summary>Whether it is an IPv6 address.</summary>
    public bool IsV6 => Address.AddressFamily is AddressFamily.InterNetworkV6;

    /// <summary>The range of this address alone: "203.0.113.9/32".</summary>
    public string Cidr => $"{Address}/{(IsV6 ? 128 : 32)}";

    /// <summary>Reads a finding's address; it says why when it is none to block.</summary>
    /// <param name="text">The address: "203.0.113.9".</param>
    public static Look<AttackerAddress> Parse(string text)
    {
        // "010.1.1.1" is read as one address here and as another there.
        if (!IPAddress.TryParse(text, out var address) || text.Contains('%') || (address.AddressFamily is AddressFamily.InterNetwork && address.ToString() != text))
            return new Look<AttackerAddress>.Unusable($"\"{text}\" is no IP address in its usual spelling; look at the finding and block it by hand.");

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Find(NeverBlocked, never => never.Range.Contains(plain)) is { What: { } what }
            ? new Look<AttackerAddress>.Unusable($"{plain} {what} and is never blocked; find the host behind it in the flow logs.")
            : new Look<AttackerAddress>.Usable(new AttackerAddress(plain));
    }

    /// <summary>Reads a finding's address, and refuses what the account itself calls from in the clients' Region.</summary>
    /// <param name="aws">The clients.</param>
    /// <param name="text">The address.</param>
    /// <param name="cancel">Cancels the calls.</param>
    public static async Task<Look<AttackerAddress>> OfOthersAsync(AwsClients aws, string text, CancellationToken cancel)
    {
        if (Parse(text) is not Look<AttackerAddress>.Usable { State: var address } parsed)
            return Parse(text);

        var elastic = await aws.Ec2.DescribeAddressesAsync(new() { Filters = [new("public-ip", [address.Address.ToString()])] }, cancel);
        if (elastic.Addresses is [var own, ..])
            return new Look<AttackerAddress>.Unusable($"{own.PublicIp} is an Elastic IP address of this account and is not blocked; look at what it belongs to.");
        return await NatGatewayAsync(aws, address, cancel) is { } gateway
            ? new Look<AttackerAddress>.Unusable($"{address.Address} is the address of NAT gateway {gateway} and is not blocked; find the host behind it in the flow logs.")
            : parsed;
    }

    /// <summary>Whether it is in a range.</summary>
    /// <param name="range">The range: "203.0.113.0/24".</param>
    public bool IsIn(string range) => IPNetwork.TryParse(range, out var network) && network.Contains(Address);

    /// <summary>Whether a range is this address alone, however it is spelled.</summary>
    /// <param name="range">The range.</param>
    public bool Is(string range) => IPNetwork.TryParse(range, out var network) && network.PrefixLength == (IsV6 ? 128 : 32) && network.Contains(Address);

    private static async Task<string?> NatGatewayAsync(AwsClients aws, AttackerAddress address, CancellationToken cancel)
    {
        string? token = null;
        do
        {
            var page = await aws.Ec2.DescribeNatGatewaysAsync(new() { NextToken = token }, cancel);
            var its = (page.NatGateways ?? []).Find(gateway => (gateway.NatGatewayAddresses ?? []).Exists(one => one.PublicIp == address.Address.ToString()));
            if (its is not null)
                return its.NatGatewayId;
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        return null;
    }
}
