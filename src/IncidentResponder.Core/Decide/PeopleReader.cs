using System.Collections.Immutable;
using System.Text.RegularExpressions;
using IncidentResponder.Core.Approve;

namespace IncidentResponder.Core.Decide;

/// <summary>Reads the people and the groups of a policy.</summary>
internal static partial class PeopleReader
{
    /// <summary>The people; one address, principal or Slack user must not be two people's.</summary>
    public static People People(PolicyPage page)
    {
        if (page.Place["people"].IsMissing)
            return Approve.People.None;

        People people = new([.. page.Objects("people").Select(Person)]);
        Once(page, "address", people.Known.SelectMany(one => one.OtherAddresses.Prepend(one.Address)));
        Once(page, "principal", people.Known.SelectMany(one => one.Principals));
        Once(page, "slackUser", people.Known.Select(one => one.SlackUser).OfType<string>());
        return people;
    }

    /// <summary>The groups.</summary>
    public static ImmutableArray<ApproverGroup> Groups(PolicyPage page)
    {
        if (page.Place["groups"].IsMissing)
            return [];

        ImmutableArray<ApproverGroup> groups = [.. page.Objects("groups").Select(Group)];
        foreach (var twice in groups.GroupBy(group => group.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
            page.Fault(page.Place["groups"], $"Group '{twice.Key}' is defined {twice.Count()} times; give each its own name.");
        return groups;
    }

    private static Person Person(PolicyPage page)
    {
        page.Knows("address", "otherAddresses", "principals", "slackUser", "timeZone");
        var slack = page.Place["slackUser"].IsMissing ? null : page.Text("slackUser");
        if (slack is not null && !SlackId().IsMatch(slack))
            page.Fault(page.Place["slackUser"], $"slackUser '{page.Place["slackUser"].TextUpTo(40)}' is no member id of Slack such as U012ABCDEF; copy it from the person's profile.");
        return new()
        {
            Address = page.Addresses("address") is [var only] ? only : Missing(page),
            OtherAddresses = page.Addresses("otherAddresses"),
            Principals = page.Texts("principals"),
            SlackUser = slack,
            TimeZone = page.Place["timeZone"].IsMissing ? null : page.Text("timeZone"),
        };
    }

    private static ApproverGroup Group(PolicyPage page)
    {
        page.Knows("name", "members", "everySeconds");
        var members = page.Addresses("members");
        if (members.IsEmpty)
            page.Fault(page.Place["members"], "members must name the group's people by e-mail address, in the order in which they are asked.");
        return new()
        {
            Name = page.Text("name"),
            Members = members,
            EverySeconds = page.Place["everySeconds"].IsMissing ? null : page.Seconds("everySeconds", 300),
        };
    }

    private static string Missing(PolicyPage page)
    {
        page.Fault(page.Place["address"], "address must be the person's one main e-mail address.");
        return "";
    }

    private static void Once(PolicyPage page, string what, IEnumerable<string> names)
    {
        foreach (var twice in names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
            page.Fault(page.Place["people"], $"{what} '{twice.Key}' belongs to {twice.Count()} people; an answer must be one person's.");
    }

    [GeneratedRegex("^[UW][A-Z0-9]{2,30}$", RegexOptions.CultureInvariant)]
    private static partial Regex SlackId();
}
