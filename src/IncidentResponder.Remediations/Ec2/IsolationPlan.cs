using System.Collections.Immutable;
using IncidentResponder.Remediations.Facts;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>The calls that isolation will make, for people to read before they approve.</summary>
internal static class IsolationPlan
{
    public static ImmutableArray<string> Calls(ImmutableSortedDictionary<string, string> state)
    {
        var interfaces = StateNames.InterfacesIn(state);
        return
        [
            $"ec2:CreateSecurityGroup {QuarantineGroups.EmptyName} and {QuarantineGroups.OpenName} in the VPC, unless they exist",
            $"ec2:RevokeSecurityGroupIngress, ec2:RevokeSecurityGroupEgress {QuarantineGroups.EmptyName}: every rule, IPv4 and IPv6",
            .. StateNames.AddressesIn(state).Select(address => $"ec2:DisassociateAddress {address}"),
            $"ec2:AuthorizeSecurityGroupIngress, ec2:AuthorizeSecurityGroupEgress {QuarantineGroups.OpenName}: all traffic, IPv4 and IPv6",
            .. interfaces.Select(one => $"ec2:ModifyNetworkInterfaceAttribute {one} Groups=[{QuarantineGroups.OpenName}]"),
            $"(wait {IsolateInstance.OpenFor.TotalSeconds:0} s until live connections are untracked)",
            .. interfaces.Select(one => $"ec2:ModifyNetworkInterfaceAttribute {one} Groups=[{QuarantineGroups.EmptyName}]"),
        ];
    }
}
