using System.Collections.Immutable;
using Amazon.EC2;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>
/// Takes an isolation back. Each interface and address is compared three ways: as captured → nothing to do,
/// as the isolation left it → put back, anything else → drifted, and then nothing at all is changed.
/// </summary>
internal sealed class IsolationUndo(IAmazonEC2 ec2, QuarantineGroups groups)
{
    public async Task<Restored> RunAsync(string instance, IsolationState before, IJournal journal, CancellationToken cancel)
    {
        var now = (await NetworkInterfaces.ReadAsync(ec2, instance, cancel)).ToImmutableDictionary(one => one.Id);
        ImmutableArray<NetworkInterfaceState> ours = [.. before.Interfaces.Where(one => !one.RequesterManaged)];
        if (now.IsEmpty)
            return new Restored.NotReversible($"Instance {instance} has no network interfaces any more, so there is nothing to put back; start a new one from its snapshots.");

        var moved = ours.Where(was => !now.TryGetValue(was.Id, out var one) || !one.IsIn(was.Groups)).ToImmutableArray();
        var addresses = await LostAddressesAsync(ours, cancel);
        if (await DifferenceAsync(moved, now, addresses, cancel) is { } difference)
            return new Restored.Drifted(difference);
        var existing = await groups.ExistingAsync(ours.SelectMany(one => one.Groups), cancel);
        if (moved.SelectMany(one => one.Groups).FirstOrDefault(group => !existing.Contains(group)) is { } gone)
            return new Restored.NotReversible($"Group {gone} no longer exists, so the groups of {instance} can't be put back; choose others and set them by hand.");

        foreach (var was in moved)
            await SetGroups.OnAsync(ec2, was.Id, was.Groups, "as before", journal, cancel);
        foreach (var (was, _) in addresses)
            await AssociateAsync(was, journal, cancel);
        return new Restored.Done(Summary(ours, now));
    }

    private async Task<ImmutableArray<(ElasticAddress Was, ElasticAddress? Now)>> LostAddressesAsync(
        ImmutableArray<NetworkInterfaceState> ours, CancellationToken cancel)
    {
        var captured = ours.SelectMany(one => one.Addresses).ToImmutableArray();
        if (captured.IsEmpty)
            return [];
        var now = await NetworkInterfaces.AddressesAsync(ec2, "allocation-id", captured.Select(one => one.AllocationId), cancel);
        return
        [
            .. from was in captured
               let found = now.FirstOrDefault(one => one.AllocationId == was.AllocationId)
               where found is null || found.NetworkInterface != was.NetworkInterface || found.PrivateIp != was.PrivateIp
               select (was, found),
        ];
    }

    private async Task<string?> DifferenceAsync(
        ImmutableArray<NetworkInterfaceState> moved, ImmutableDictionary<string, NetworkInterfaceState> now,
        ImmutableArray<(ElasticAddress Was, ElasticAddress? Now)> addresses, CancellationToken cancel)
    {
        foreach (var was in moved)
        {
            if (!now.TryGetValue(was.Id, out var one))
                return $"{was.Id} was attached and is not any more.";
            if (!await IsOursAsync(one, cancel))
                return $"{was.Id} was left in {QuarantineGroups.EmptyName} and is in {string.Join(", ", one.Groups)}; before it was in {string.Join(", ", was.Groups)}.";
        }

        return addresses.FirstOrDefault(pair => pair.Now is not { NetworkInterface: "" }) switch
        {
            (null, _) => null,
            ({ } was, null) => $"{was.PublicIp} was taken off {was.NetworkInterface} and is released.",
            ({ } was, { } found) => $"{was.PublicIp} was taken off {was.NetworkInterface} and is on {found.NetworkInterface} now.",
        };
    }

    private async Task<bool> IsOursAsync(NetworkInterfaceState one, CancellationToken cancel) =>
        await groups.FindAsync(one.Vpc, QuarantineGroups.EmptyName, cancel) is { } empty && one.IsIn(empty)
        || await groups.FindAsync(one.Vpc, QuarantineGroups.OpenName, cancel) is { } open && one.IsIn(open);

    private async Task AssociateAsync(ElasticAddress address, IJournal journal, CancellationToken cancel) =>
        await journal.ChangeAsync("ec2:AssociateAddress", $"{address.PublicIp} to {address.NetworkInterface}",
            stop => ec2.AssociateAddressAsync(new()
            {
                AllocationId = address.AllocationId,
                NetworkInterfaceId = address.NetworkInterface,
                PrivateIpAddress = address.PrivateIp,
                AllowReassociation = false,
            }, stop), cancel);

    private static string Summary(ImmutableArray<NetworkInterfaceState> ours, ImmutableDictionary<string, NetworkInterfaceState> now)
    {
        var back = string.Join(", ", ours.Select(one => $"{one.Id} in {string.Join(", ", one.Groups)}"));
        var newer = string.Join(", ", now.Keys.Except(ours.Select(one => one.Id)).Order(StringComparer.Ordinal));
        return newer.Length == 0 ? $"{back}." : $"{back}. Attached since and left as it is: {newer}.";
    }
}
