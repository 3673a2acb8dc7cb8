using System.Text.Json;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Core.Decide;

/// <summary>
/// Says what a policy may come to about a finding before anybody has looked at its target: enough to know whether a finding brings more
/// than the response that its incident has had. It may say more than is decided in the end, and never less.
/// </summary>
/// <param name="policy">The policy as it was read; with a faulty one people are told.</param>
public sealed class Outlook(PolicyReading policy)
{
    /// <summary>What the responder is made of; null where there is no deployment. Findings about it are told whatever the policy says.</summary>
    public OwnParts? Own { get; init; }

    /// <summary>The incident that a finding opens or joins, with the most that the policy may come to.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="at">When it is triaged.</param>
    public Incident Triage(Finding finding, DateTimeOffset at)
    {
        var incident = IncidentOpening.Open(finding, at);
        if (Own?.NamedIn(finding, AssumedFacts.Ordinary) is not null)
            return incident with { Most = ResponseMode.NotifyOnly, Urgent = true };

        var most = policy is PolicyReading.Readable { Policy: var known } ? Most(known, finding, at) : ResponseMode.NotifyOnly;
        return most < incident.Most ? incident with { Most = most } : incident;
    }

    private static ResponseMode Most(ResponsePolicy known, Finding finding, DateTimeOffset at)
    {
        var subject = new Lazy<JsonElement>(() => DecisionSubject.Of(finding, AssumedFacts.Ordinary));
        if (known.Suppressions.Any(one => !DependsOnTarget(one.When) && one.Holds(finding, subject, at)))
            return ResponseMode.Ignore;

        var most = ResponseMode.Ignore;
        foreach (var rule in known.Rules.Where(rule => RuleMatch.IsOfType(rule.FindingTypes, finding) && finding.Severity >= rule.MinimumSeverity))
        {
            var depends = !rule.TargetTags.IsEmpty || DependsOnTarget(rule.When);
            if (!depends && rule.When?.Matches(subject.Value) is false)
                continue;

            most = rule.Mode > most ? rule.Mode : most;
            if (!depends)
                return most;
        }

        return most > ResponseMode.NotifyOnly ? most : ResponseMode.NotifyOnly;
    }

    private static bool DependsOnTarget(EventPattern? when) => when?.Names("target") is true;
}
