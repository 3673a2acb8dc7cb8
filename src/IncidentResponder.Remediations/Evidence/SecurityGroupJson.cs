using System.Text.Json;
using Amazon.EC2.Model;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>Writes security groups and their rules under EC2's own names.</summary>
internal static class SecurityGroupJson
{
    public static void Write(Utf8JsonWriter json, SecurityGroup one)
    {
        json.Say("GroupId", one.GroupId);
        json.Say("GroupName", one.GroupName);
        json.Say("Description", one.Description);
        json.Say("VpcId", one.VpcId);
        json.Say("OwnerId", one.OwnerId);
        json.List("IpPermissions", one.IpPermissions, Write);
        json.List("IpPermissionsEgress", one.IpPermissionsEgress, Write);
        json.Tags(one.Tags);
    }

    public static void Write(Utf8JsonWriter json, SecurityGroupRule one)
    {
        json.Say("SecurityGroupRuleId", one.SecurityGroupRuleId);
        json.Say("IsEgress", one.IsEgress);
        json.Say("IpProtocol", one.IpProtocol);
        json.Say("FromPort", one.FromPort);
        json.Say("ToPort", one.ToPort);
        json.Say("CidrIpv4", one.CidrIpv4);
        json.Say("CidrIpv6", one.CidrIpv6);
        json.Say("PrefixListId", one.PrefixListId);
        json.Say("ReferencedGroup", one.ReferencedGroupInfo?.GroupId);
        json.Say("Description", one.Description);
        json.Tags(one.Tags);
    }

    private static void Write(Utf8JsonWriter json, IpPermission one)
    {
        json.Say("IpProtocol", one.IpProtocol);
        json.Say("FromPort", one.FromPort);
        json.Say("ToPort", one.ToPort);
        json.Texts("IpRanges", one.Ipv4Ranges?.Select(range => range.CidrIp));
        json.Texts("Ipv6Ranges", one.Ipv6Ranges?.Select(range => range.CidrIpv6));
        json.Texts("PrefixListIds", one.PrefixListIds?.Select(list => list.Id));
        json.Texts("UserIdGroupPairs", one.UserIdGroupPairs?.Select(pair => pair.GroupId));
    }
}
