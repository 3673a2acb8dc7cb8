using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>Finds what of a policy rests on facts that could not be read: it is asked about, never acted on.</summary>
internal static class UnknownFacts
{
    /// <summary>Whether a pattern asks about such a fact, so that its answer means nothing.</summary>
    public static bool Rests(EventPattern? when, TargetFacts facts) => when is not null && facts.Unknown.Any(when.Names);

    /// <summary>A cap for each suppression and rule of the finding's type that was tried and rests on one.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="deciding">The rule that decides; those after it were not tried.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="facts">The facts.</param>
    public static IEnumerable<ModeCap> Caps(ResponsePolicy policy, PolicyRule deciding, Finding finding, TargetFacts facts)
    {
        var rules = policy.Rules.TakeWhile(rule => rule != deciding).Append(deciding).Where(rule => RuleMatch.IsOfType(rule.FindingTypes, finding));
        var tried = policy.Suppressions.Where(one => RuleMatch.IsOfType(one.FindingTypes, finding)).Select(one => ($"Suppression '{one.Name}'", one.When))
            .Concat(rules.Select(rule => ($"Rule '{rule.Name}'", rule.When)));
        return from one in tried
               from path in facts.Unknown
               where one.When is not null && one.When.Names(path)
               select new ModeCap(ResponseMode.AskFirst, $"{one.Item1} asks about {path}, which could not be read: people are asked first.");
    }
}
