using System.Collections.Immutable;

namespace IncidentResponder.Core.Decide;

/// <summary>Finds what an earlier rule takes from a later one, and suppressions that are over.</summary>
public static class PolicyReach
{
    /// <summary>What is wrong with a policy that reads well, by JSON path.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="at">Today.</param>
    public static ImmutableArray<PolicyFault> Check(ResponsePolicy policy, DateTimeOffset at) =>
    [
        .. policy.Rules.SelectMany((rule, number) => Taken(policy.Rules, rule, number)),
        .. policy.Rules.SelectMany((rule, number) => TooLate(rule.Escalation ?? [], rule.WindowSeconds, $"$.rules[{number}].escalation")),
        .. TooLate(policy.Escalation, policy.WindowSeconds.Values.Max(), "$.escalation"),
        .. policy.Rules.SelectMany((rule, number) => TooFew(policy, rule, number)),
        .. policy.Suppressions.Select((suppression, number) => (suppression, number)).Where(one => one.suppression.IsOver(at))
            .Select(one => new PolicyFault(
                $"$.suppressions[{one.number}].until",
                $"Suppression '{one.suppression.Name}' is over since {one.suppression.Until:yyyy-MM-dd}; remove it, or have {one.suppression.Owner} renew it.")),
    ];

    private static IEnumerable<PolicyFault> Taken(ImmutableArray<PolicyRule> rules, PolicyRule rule, int number)
    {
        var earlier = rules.Take(number).Where(one => TakesAll(one, rule)).ToArray();
        var taken = rule.FindingTypes
            .Select((type, at) => (Type: type, At: at, By: earlier.FirstOrDefault(one => one.FindingTypes.Any(pattern => Wildcard.Matches(pattern, type)))))
            .Where(one => one.By is not null)
            .ToArray();
        return taken.Length == rule.FindingTypes.Length
            ? [new($"$.rules[{number}]", $"Rule '{rule.Name}' is never reached: '{taken[0].By!.Name}' comes before it and takes all that it would.")]
            : taken.Select(one => new PolicyFault(
                $"$.rules[{number}].findingTypes[{one.At}]", $"Rule '{one.By!.Name}' comes before '{rule.Name}' and takes every {one.Type}; remove one of the two."));
    }

    // Those who would be asked when the question is over already.
    private static IEnumerable<PolicyFault> TooLate(ImmutableArray<EscalationTier> tiers, int? windowSeconds, string path) =>
        tiers.Select((tier, at) => (tier, at)).Where(one => one.tier.AfterSeconds >= windowSeconds).Select(one => new PolicyFault(
            $"{path}[{one.at}].afterSeconds", $"Nobody is asked after {one.tier.AfterSeconds} seconds, since the question ends after {windowSeconds}; ask earlier or make windowSeconds longer."));

    // The deployment may name other approvers than the policy; a policy that names none leaves it to the deployment.
    private static IEnumerable<PolicyFault> TooFew(ResponsePolicy policy, PolicyRule rule, int number)
    {
        var people = policy.Approvers.Concat((rule.Escalation ?? policy.Escalation).Concat(policy.Turns).SelectMany(tier => tier.Approvers))
            .Select(Approver.PersonOf).Distinct(StringComparer.Ordinal).Count();
        return policy.Approvers.IsEmpty || people >= rule.Quorum
            ? []
            : [new($"$.rules[{number}].quorum", $"Rule '{rule.Name}' wants {rule.Quorum} different people to approve and the policy names {people}; nothing would ever be changed by it.")];
    }

    // By everything but type: an earlier rule that asks for no more than the later one.
    private static bool TakesAll(PolicyRule earlier, PolicyRule later) =>
        earlier.MinimumSeverity <= later.MinimumSeverity
        && earlier.When is null
        && earlier.TargetTags.All(tag => later.TargetTags.TryGetValue(tag.Key, out var values) && values.All(value => tag.Value.Contains(value, StringComparer.Ordinal)));
}
