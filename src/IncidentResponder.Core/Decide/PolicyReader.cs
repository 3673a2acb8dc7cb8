using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>Reads a response policy. A member it does not know is a fault: a misspelt guard would guard nothing.</summary>
public static class PolicyReader
{
    /// <summary>The window of a severity that the policy does not give one.</summary>
    private const int UsualWindowSeconds = 900;

    /// <summary>Reads a policy file's text.</summary>
    public static PolicyReading Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException fault)
        {
            return new PolicyReading.Faulty(
                [new("$", $"The policy is not JSON (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}); open it in an editor that checks JSON.")]);
        }
    }

    private static PolicyReading Read(JsonElement root)
    {
        if (BrokenText.PathIn(root) is { } broken)
            return new PolicyReading.Faulty([new(broken, "The text holds half a surrogate pair; write whole characters.")]);

        var page = new PolicyPage(new(root, "$"), []);
        page.Knows(
            "$schema", "version", "people", "groups", "approvers", "protected", "mostMode", "breaker", "windowSeconds", "escalation", "quietHours", "flood", "suppressions", "rules");
        if (page.Place["version"].Number is not 1)
            page.Fault(page.Place["version"], "version must be 1.");

        page = page with { People = PeopleReader.People(page) };
        page = page with { Groups = PeopleReader.Groups(page) };
        var isProtected = page.Object("protected");
        isProtected.Knows("resources", "users");
        var who = page.Approvers("approvers");
        ResponsePolicy policy = new()
        {
            People = page.People,
            Groups = page.Groups,
            Approvers = who.First,
            Turns = who.Turns,
            ProtectedResources = isProtected.Texts("resources"),
            ProtectedUsers = isProtected.Texts("users"),
            MostMode = page.Choice<ResponseMode>("mostMode", ResponseMode.ContainNow),
            Breaker = Breaker(page.Object("breaker")),
            WindowSeconds = Windows(page.Object("windowSeconds")),
            Flood = FloodReader.Read(page.Object("flood")),
            Escalation = EscalationReader.Read(page) ?? [],
            QuietHours = QuietHoursReader.Read(page.Object("quietHours")),
            Suppressions = page.Place["suppressions"].IsMissing ? [] : [.. page.Objects("suppressions").Select(SuppressionReader.Read)],
            Rules = [.. page.Objects("rules").Select(Rule)],
        };
        if (policy.MostMode is ResponseMode.Ignore)
            page.Fault(page.Place["mostMode"], "mostMode can't be Ignore: people are told whatever happens. NotifyOnly stops every change.");
        NamesAreUnique(page, "rules", "Rule", policy.Rules.Select(rule => rule.Name));
        NamesAreUnique(page, "suppressions", "Suppression", policy.Suppressions.Select(suppression => suppression.Name));
        return page.Faults.Count == 0 ? new PolicyReading.Readable(policy) : new PolicyReading.Faulty([.. page.Faults]);
    }

    private static PolicyRule Rule(PolicyPage page)
    {
        page.Knows("name", "why", "findingTypes", "minimumSeverity", "targetTags", "when", "mode", "windowSeconds", "quorum", "escalation", "leaseHours", "onExpiry");
        var types = page.Texts("findingTypes");
        if (types.IsEmpty)
            page.Fault(page.Place["findingTypes"], "findingTypes must name at least one type, such as \"CryptoCurrency:EC2/*\".");

        return new()
        {
            Name = page.Text("name"),
            FindingTypes = types,
            MinimumSeverity = page.Choice<Severity>("minimumSeverity", Severity.Informational),
            TargetTags = Tags(page.Object("targetTags")),
            When = page.Pattern("when"),
            Mode = page.Choice<ResponseMode>("mode", null),
            WindowSeconds = page.Place["windowSeconds"].IsMissing ? null : page.Seconds("windowSeconds", UsualWindowSeconds),
            Quorum = page.Whole("quorum", 1, 1, 5),
            Escalation = EscalationReader.Read(page),
            LeaseHours = page.Place["leaseHours"].IsMissing ? null : page.Whole("leaseHours", 1, 1, 4320),
            ContainOnExpiry = OnExpiry(page.Object("onExpiry")),
        };
    }

    private static BreakerLimits Breaker(PolicyPage page)
    {
        page.Knows("changesPerHour", "autoScalingShare");
        BreakerLimits usual = new();
        return new()
        {
            ChangesPerHour = page.Whole("changesPerHour", usual.ChangesPerHour, 0, 1000),
            AutoScalingShare = page.Share("autoScalingShare", usual.AutoScalingShare),
        };
    }

    private static ImmutableSortedDictionary<Severity, int> Windows(PolicyPage page)
    {
        page.Knows(Enum.GetNames<Severity>());
        return Enum.GetValues<Severity>().ToImmutableSortedDictionary(
            severity => severity, severity => page.Seconds(severity.ToString(), UsualWindowSeconds));
    }

    private static ImmutableSortedSet<Severity> OnExpiry(PolicyPage page)
    {
        page.Knows(Enum.GetNames<Severity>());
        return [.. Enum.GetValues<Severity>().Where(severity => page.OneOf(severity.ToString(), "leave", "contain") is "contain")];
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Tags(PolicyPage page) =>
        page.Place.Members.DistinctBy(member => member.Key, StringComparer.Ordinal).ToImmutableSortedDictionary(
            member => member.Key,
            member => page.Texts(member.Value),
            StringComparer.Ordinal);

    private static void NamesAreUnique(PolicyPage page, string list, string what, IEnumerable<string> names)
    {
        foreach (var twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            page.Fault(page.Place[list], $"{what} name '{twice.Key}' is used {twice.Count()} times; give each its own.");
    }
}
