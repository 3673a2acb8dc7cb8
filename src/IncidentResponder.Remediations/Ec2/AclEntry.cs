using Amazon.EC2.Model;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>An entry of a network ACL.</summary>
/// <param name="Egress">It is about what leaves the subnets.</param>
/// <param name="Number">Its number; the lowest that fits a packet decides.</param>
/// <param name="Protocol">The protocol's number, or "-1" for all.</param>
/// <param name="Cidr">Whence a packet comes, or where it goes when it leaves.</param>
internal sealed record AclEntry(bool Egress, int Number, string Protocol, string Cidr)
{
    /// <summary>All protocols.</summary>
    public const string Everything = "-1";

    /// <summary>The entry as EC2 shows it.</summary>
    public static AclEntry Of(NetworkAclEntry entry) =>
        new(entry.Egress is true, entry.RuleNumber ?? 0, entry.Protocol ?? Everything, entry.CidrBlock is { Length: > 0 } v4 ? v4 : entry.Ipv6CidrBlock ?? "");

    /// <summary>As people are shown it.</summary>
    public override string ToString() => $"{Number} {(Egress ? "out to" : "in from")} {Cidr}";
}
