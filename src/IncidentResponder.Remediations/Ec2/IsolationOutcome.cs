using System.Collections.Immutable;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Verify;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>Says in which state an instance's interfaces are.</summary>
internal static class IsolationOutcome
{
    /// <summary>What Apply did, all its calls having been made.</summary>
    public static Applied Of(
        ImmutableArray<NetworkInterfaceState> interfaces, IsolationState before, ImmutableDictionary<string, string> empty)
    {
        var left = interfaces.Where(one => one.RequesterManaged).Select(one => $"{one.Id} is managed by an AWS service and refuses changes")
            .Concat(interfaces.Where(one => one.Trunk).Select(one => $"the branch interfaces of {one.Id} keep their groups"))
            .ToImmutableArray();
        var done = interfaces.Where(one => !one.RequesterManaged).Select(one => one.Id);
        if (!left.IsEmpty)
            return new Applied.Partial($"{string.Join(", ", done)} isolated.", $"{string.Join("; ", left)}; add a network ACL or stop the instance.");
        return before.Interfaces.All(one => one.Addresses.IsEmpty && empty.TryGetValue(one.Vpc, out var group) && one.IsIn(group))
            ? new Applied.AlreadySafe()
            : new Applied.Changed();
    }

    /// <summary>What Verify saw, "ir-empty" itself having been found without rules.</summary>
    public static Verification Seen(
        ImmutableArray<NetworkInterfaceState> now, IsolationState before, ImmutableDictionary<string, string> empty)
    {
        foreach (var one in now.Where(one => !one.IsIn(empty[one.Vpc])))
        {
            var captured = before.Interfaces.FirstOrDefault(was => was.Id == one.Id);
            var groups = $"{one.Id} is in {string.Join(", ", one.Groups)}, not in {QuarantineGroups.EmptyName}";
            if (captured is null)
                return new Verification.Drifted($"{groups}: it was attached after the isolation.");
            return one.RequesterManaged || one.IsIn(captured.Groups)
                ? new Verification.StillOpen($"{groups}.")
                : new Verification.Drifted($"{groups}: somebody moved it.");
        }

        if (before.Interfaces.FirstOrDefault(was => now.All(one => one.Id != was.Id)) is { } gone)
            return new Verification.Drifted($"{gone.Id} is no longer attached: somebody detached it or ended the instance.");
        if (now.FirstOrDefault(one => one.Trunk) is { } trunk)
            return new Verification.StillOpen($"{trunk.Id} is a trunk, and its branch interfaces keep their groups: pods with groups of their own are not isolated. Cordon the node and isolate its pods.");
        return now.SelectMany(one => one.Addresses).FirstOrDefault() is { } address
            ? new Verification.Drifted($"{address.PublicIp} is associated with {address.NetworkInterface} again.")
            : new Verification.Confirmed($"{string.Join(", ", now.Select(one => one.Id))} in {string.Join(", ", empty.Values)} ({QuarantineGroups.EmptyName}) with no rules.");
    }
}
