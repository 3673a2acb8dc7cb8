using System.Collections.Immutable;

namespace IncidentResponder.Core.Decide;

/// <summary>Reads who is asked as well when nobody answers.</summary>
internal static class EscalationReader
{
    /// <summary>The tiers of a rule or of the policy; null when it names none.</summary>
    public static ImmutableArray<EscalationTier>? Read(PolicyPage page)
    {
        if (page.Place["escalation"].IsMissing)
            return null;

        var tiers = page.Objects("escalation").Select(Tier).ToArray();
        for (var at = 1; at < tiers.Length; at++)
        {
            if (tiers[at].AfterSeconds <= tiers[at - 1].AfterSeconds)
                page.Fault(page.Place["escalation"], $"escalation must be in order of time: {tiers[at].AfterSeconds} seconds come after {tiers[at - 1].AfterSeconds}.");
        }

        return [.. tiers.SelectMany(tier => tier.Item).OrderBy(tier => tier.AfterSeconds)];
    }

    // A group that is asked in turn makes a tier of each turn.
    private static (int AfterSeconds, ImmutableArray<EscalationTier> Item) Tier(PolicyPage page)
    {
        page.Knows("afterSeconds", "approvers");
        if (page.Place["afterSeconds"].IsMissing)
            page.Fault(page.Place["afterSeconds"], "afterSeconds must be a whole number of seconds from 60 to 86400.");
        var (after, who) = (page.Seconds("afterSeconds", 60), page.Approvers("approvers"));
        if (page.Texts("approvers").IsEmpty)
            page.Fault(page.Place["approvers"], "approvers must name whom to ask then, by e-mail address or group.");
        return (after, [new() { AfterSeconds = after, Approvers = who.First }, .. who.Turns.Select(turn => turn with { AfterSeconds = after + turn.AfterSeconds })]);
    }
}
