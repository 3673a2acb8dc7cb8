using System.Text.Json.Serialization;
using Amazon.EC2.Model;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>The part of a network ACL before its first allow entries: what is denied there is denied whatever comes after.</summary>
/// <param name="FirstIn">The number of the first allow entry for what comes in; null when nothing is allowed in.</param>
/// <param name="FirstOut">The number of the first allow entry for what goes out; null when nothing is allowed out.</param>
/// <param name="Entries">The deny entries before them, in and out.</param>
internal sealed record AclZone(int? FirstIn, int? FirstOut, IReadOnlyList<AclEntry> Entries)
{
    /// <summary>How many entries an ACL may have in each direction, the last ones that deny everything included, unless AWS allowed more.</summary>
    public const int MostEntries = 20;

    private static readonly bool[] Directions = [false, true];

    /// <summary>How many entries there are for what comes in and for what goes out, in all.</summary>
    [JsonIgnore]
    public (int In, int Out) Counts { get; init; }

    /// <summary>The zone as EC2 shows it.</summary>
    public static AclZone Of(NetworkAcl acl)
    {
        var all = acl.Entries ?? [];
        var (firstIn, firstOut) = (FirstAllow(all, egress: false), FirstAllow(all, egress: true));
        var before = all.Select(AclEntry.Of).Where(entry => entry.Number < ((entry.Egress ? firstOut : firstIn) ?? 0));
        return new(firstIn, firstOut, [.. before.OrderBy(entry => (entry.Egress, entry.Number))])
        {
            Counts = (all.Count(entry => entry.Egress is not true), all.Count(entry => entry.Egress is true)),
        };
    }

    /// <summary>How many entries are missing until the addresses are denied in both directions.</summary>
    public int Missing(IReadOnlyList<string> addresses) => Directions.Sum(egress => MissingIn(egress, addresses).Count);

    /// <summary>Whether the missing entries fit in.</summary>
    public bool HasRoom(IReadOnlyList<string> addresses) =>
        Counts.In + MissingIn(egress: false, addresses).Count <= MostEntries
        && Counts.Out + MissingIn(egress: true, addresses).Count <= MostEntries
        && Directions.All(egress => MissingIn(egress, addresses).Count <= FreeNumbers(egress).Count());

    /// <summary>The zone with the addresses denied in both directions, each as close to the first allow entry as there is a number.</summary>
    public AclZone Denying(IReadOnlyList<string> addresses)
    {
        var added = Directions.SelectMany(egress => MissingIn(egress, addresses)
            .Zip(FreeNumbers(egress), (address, number) => new AclEntry(egress, number, AclEntry.Everything, address)));
        return this with { Entries = [.. Entries.Concat(added).OrderBy(entry => (entry.Egress, entry.Number))] };
    }

    private List<string> MissingIn(bool egress, IReadOnlyList<string> addresses) => (egress ? FirstOut : FirstIn) is null
        ? []
        : [.. addresses.Where(address => !Entries.Any(entry => entry.Egress == egress && entry.Protocol == AclEntry.Everything && entry.Cidr == address))];

    private IEnumerable<int> FreeNumbers(bool egress)
    {
        for (var number = ((egress ? FirstOut : FirstIn) ?? 1) - 1; number > 0; number--)
        {
            if (!Entries.Any(entry => entry.Egress == egress && entry.Number == number))
                yield return number;
        }
    }

    private static int? FirstAllow(List<NetworkAclEntry> entries, bool egress) => entries
        .Where(entry => (entry.Egress is true) == egress && entry.RuleAction?.Value is "allow").Min(entry => entry.RuleNumber);
}
