using System.Collections.Immutable;
using IncidentResponder.Core.Approve;

namespace IncidentResponder.Core.Decide;

/// <summary>Whom a list of the policy means: addresses and groups, each person under their main address.</summary>
/// <param name="First">Who is asked at once.</param>
/// <param name="Turns">Who is asked after a time, where a group is asked in turn; seconds count from when the list is.</param>
public sealed record WhoIsMeant(ImmutableArray<string> First, ImmutableArray<EscalationTier> Turns)
{
    /// <summary>Works it out. A name that is neither an address nor a group is left out: the reader has found fault with it.</summary>
    /// <param name="names">Addresses, and "group:" with a group's name.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="people">The people.</param>
    public static WhoIsMeant By(ImmutableArray<string> names, ImmutableArray<ApproverGroup> groups, People people)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        var asked = names.SelectMany(name => Named(name, groups)).OrderBy(one => one.After).ToArray();
        var byTime = asked
            .Select(one => (one.After, Address: people.MainAddress(one.Address)))
            .Where(one => seen.Add(one.Address))
            .GroupBy(one => one.After)
            .ToDictionary(group => group.Key, group => group.Select(one => one.Address).ToImmutableArray());
        return new(
            byTime.GetValueOrDefault(0, []),
            [.. byTime.Where(one => one.Key > 0).OrderBy(one => one.Key).Select(one => new EscalationTier { AfterSeconds = one.Key, Approvers = one.Value })]);
    }

    private static IEnumerable<(int After, string Address)> Named(string name, ImmutableArray<ApproverGroup> groups)
    {
        if (!name.StartsWith(ApproverGroup.Prefix, StringComparison.Ordinal))
            return Approver.IsAddress(name) ? [(0, name.ToLowerInvariant())] : [];

        return groups.FirstOrDefault(group => group.Name == name[ApproverGroup.Prefix.Length..]) is { } group
            ? group.Members.Select((member, turn) => (turn * (group.EverySeconds ?? 0), member))
            : [];
    }
}
