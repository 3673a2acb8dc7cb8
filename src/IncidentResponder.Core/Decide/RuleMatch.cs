using System.Text.Json;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>Holds a rule's conditions against an incident, and says in words what would have to be otherwise.</summary>
internal static class RuleMatch
{
    public static bool Holds(PolicyRule rule, Finding finding, TargetFacts facts, Lazy<JsonElement> subject) =>
        IsOfType(rule.FindingTypes, finding) && !Misses(rule, finding, facts, subject).Any();

    public static bool IsOfType(IEnumerable<string> patterns, Finding finding) => patterns.Any(pattern => Wildcard.Matches(pattern, finding.Type));

    /// <summary>What keeps a rule of the right type from matching; none when it matches.</summary>
    public static IEnumerable<string> Misses(PolicyRule rule, Finding finding, TargetFacts facts, Lazy<JsonElement> subject)
    {
        if (finding.Severity < rule.MinimumSeverity)
            yield return $"the severity were {rule.MinimumSeverity} or more";

        foreach (var (tag, values) in rule.TargetTags)
        {
            var has = facts.Tags.GetValueOrDefault(tag);
            if (has is null || !values.Contains(has, StringComparer.Ordinal))
                yield return $"tag {tag} were {string.Join(" or ", values)} (it is {(has is null ? "absent" : $"'{has}'")})";
        }

        if (rule.When is { } when && !when.Matches(subject.Value))
            yield return "its 'when' held";
    }
}
