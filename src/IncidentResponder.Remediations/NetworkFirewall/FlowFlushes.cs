using System.Collections.Immutable;
using Amazon.NetworkFirewall;
using Amazon.NetworkFirewall.Model;

namespace IncidentResponder.Remediations.NetworkFirewall;

/// <summary>Makes firewalls forget the flows of an address, which keep the verdict of the rules under which they began.</summary>
internal static class FlowFlushes
{
    /// <summary>Both directions of an address.</summary>
    public static List<FlowFilter> Filters(string cidr) =>
        [new() { SourceAddress = new() { AddressDefinition = cidr } }, new() { DestinationAddress = new() { AddressDefinition = cidr } }];

    /// <summary>For each firewall and zone whether it was told to forget the address. AWS knows for some hours.</summary>
    public static async Task<ImmutableSortedDictionary<string, bool>> ReadAsync(
        AwsClients aws, ImmutableArray<BlockingFirewall> firewalls, string cidr, CancellationToken cancel)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, bool>(StringComparer.Ordinal);
        foreach (var firewall in firewalls)
        {
            foreach (var zone in firewall.Zones)
                found[Key(firewall, zone)] = await WasToldAsync(aws, firewall.Arn, zone, cidr, cancel);
        }

        return found.ToImmutable();
    }

    /// <summary>"arn:aws:network-firewall:…:firewall/edge in eu-west-1a".</summary>
    public static string Key(BlockingFirewall firewall, string zone) => $"{firewall.Arn} in {zone}";

    private static async Task<bool> WasToldAsync(AwsClients aws, string arn, string zone, string cidr, CancellationToken cancel)
    {
        var flushes = await aws.NetworkFirewall.ListFlowOperationsAsync(
            new() { FirewallArn = arn, AvailabilityZone = zone, FlowOperationType = FlowOperationType.FLOW_FLUSH }, cancel);
        foreach (var flush in flushes.FlowOperations ?? [])
        {
            var answer = await aws.NetworkFirewall.DescribeFlowOperationAsync(
                new() { FirewallArn = arn, AvailabilityZone = zone, FlowOperationId = flush.FlowOperationId }, cancel);
            if (answer.FlowOperationStatus != FlowOperationStatus.FAILED && IsOf(answer.FlowOperation, cidr))
                return true;
        }

        return false;
    }

    private static bool IsOf(FlowOperation? flush, string cidr)
    {
        var filters = flush?.FlowFilters ?? [];
        return filters.Exists(filter => filter.SourceAddress?.AddressDefinition == cidr)
            && filters.Exists(filter => filter.DestinationAddress?.AddressDefinition == cidr);
    }
}
