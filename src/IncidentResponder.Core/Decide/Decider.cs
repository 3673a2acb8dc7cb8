using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Core.Decide;

/// <summary>Decides what is done about an incident. Whatever is missing or broken makes it do less, never more.</summary>
/// <param name="policy">The policy as it was read; a faulty one lets people be told and nothing else.</param>
/// <param name="catalogue">Every remediation there is.</param>
/// <param name="approvers">Addresses that take the place of the policy's approvers; none to keep the policy's.</param>
public sealed class Decider(PolicyReading policy, ImmutableArray<IRemediation> catalogue, ImmutableArray<string> approvers)
{
    private const int UsualWindowSeconds = 900;

    private static readonly ResponsePolicy NoPolicy = new()
    {
        Approvers = [],
        WindowSeconds = ImmutableSortedDictionary<Severity, int>.Empty,
        Rules = [],
    };

    private static readonly PolicyRule DefaultRule = new() { Name = "default", FindingTypes = ["*"], Mode = ResponseMode.NotifyOnly };

    /// <summary>What the responder is made of; null where there is no deployment, as when a policy is tried out.</summary>
    public OwnParts? Own { get; init; }

    /// <summary>Decides.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="facts">What the live target is, read just before.</param>
    /// <param name="at">When it is decided.</param>
    public Decision Decide(Incident incident, TargetFacts facts, DateTimeOffset at)
    {
        if (Own?.NamedIn(incident.Finding, facts) is { } part)
            return AboutOwn(part, incident, facts, at);

        var known = policy is PolicyReading.Readable { Policy: var readable } ? readable : NoPolicy;
        var subject = new Lazy<JsonElement>(() => DecisionSubject.Of(incident.Finding, facts));
        if (known.Suppressions.FirstOrDefault(one => !UnknownFacts.Rests(one.When, facts) && one.Holds(incident.Finding, subject, at)) is { } suppression)
            return Suppressed(suppression, incident, facts, at);

        var rule = known.Rules.FirstOrDefault(rule => RuleMatch.Holds(rule, incident.Finding, facts, subject)) ?? DefaultRule;
        var because = new List<string> { Explain(rule, incident.Finding) };
        because.AddRange(FaultsOf(policy));

        var (may, whyNot) = Approver.Among(ApproversOf(known), incident.Finding.Principal, facts, known.People);
        var said = because.Count;
        var guards = ModeGuards.For(incident, facts, known).Concat(UnknownFacts.Caps(known, rule, incident.Finding, facts));
        var mode = ModeCaps.Lower(rule.Mode, guards, because);
        var (plan, planGuards) = Planned(mode, incident, facts, known);
        mode = ModeCaps.Lower(mode, planGuards, because);
        var window = rule.WindowSeconds ?? known.WindowSeconds.GetValueOrDefault(incident.Finding.Severity, UsualWindowSeconds);
        var people = WhoIsAsked.By(rule, known, may, approvers.IsDefaultOrEmpty ? known.Turns : [], incident.Finding.Principal, facts, window);
        if (mode == ResponseMode.AskFirst && people.Objection is { } objection)
            mode = ModeCaps.Lower(mode, [new(ResponseMode.NotifyOnly, objection)], because);
        var lowered = because.Count > said;
        because.AddRange(mode == ResponseMode.AskFirst ? people.Explained : []);

        // What a guard kept from being asked or contained is news that doesn't wait.
        var tellAt = mode == ResponseMode.NotifyOnly && mode == rule.Mode ? known.QuietHours?.HoldUntil(incident.Finding.Severity, at) : null;
        if (tellAt is { } end)
            because.Add($"It is quiet until {UtcText.Of(end)}, and this is less than {known.QuietHours!.WakeFrom}: people are told then.");

        return new()
        {
            Mode = mode,
            Rule = rule.Name,
            Because = [.. because, .. whyNot],
            Otherwise = [.. Otherwise(known.Rules.TakeWhile(earlier => earlier != rule), incident.Finding, facts, subject).Take(3)],
            Plan = ModeCaps.Changes(mode) ? plan : PlanBuilder.Without(incident, facts),
            Facts = facts,
            Approvers = may,
            Quorum = rule.Quorum,
            LeaseHours = ModeCaps.Changes(mode) ? rule.LeaseHours : null,
            Escalation = ModeCaps.Changes(mode) ? people.Later : [],
            WindowSeconds = window,
            TellAt = tellAt,
            ContainOnExpiry = mode == ResponseMode.AskFirst && !lowered && rule.ContainOnExpiry.Contains(incident.Finding.Severity),
            At = at,
        };
    }

    private (Plan Plan, ImmutableArray<ModeCap> Guards) Planned(ResponseMode mode, Incident incident, TargetFacts facts, ResponsePolicy known)
    {
        var nothing = PlanBuilder.Without(incident, facts);
        if (!ModeCaps.Changes(mode))
            return (nothing, []);

        return PlanBuilder.Build(incident, facts, catalogue) switch
        {
            PlanBuilding.Built { CanBeUndone: true } built => (built.Plan, GuardsOf(built.Plan)),
            PlanBuilding.Built built => (built.Plan, [.. GuardsOf(built.Plan), new(ResponseMode.AskFirst, "A step of the plan can't be undone: people are asked first.")]),
            PlanBuilding.Impossible impossible => (nothing, [new(ResponseMode.NotifyOnly, impossible.Why)]),
            _ => (nothing, [new(ResponseMode.NotifyOnly, "There is no plan.")]),
        };

        ImmutableArray<ModeCap> GuardsOf(Plan plan) => [.. plan.Steps.SelectMany(step => ModeGuards.ForStep(step, incident, known)).Distinct()];
    }

    private ImmutableArray<string> ApproversOf(ResponsePolicy known) => approvers.IsDefaultOrEmpty
        ? known.Approvers
        : [.. approvers.Select(approver => approver.Trim()).Where(Approver.IsAddress).Select(known.People.MainAddress).Distinct(StringComparer.Ordinal)];

    // An earlier rule for this type that one thing kept from deciding.
    private static IEnumerable<string> Otherwise(IEnumerable<PolicyRule> earlier, Finding finding, TargetFacts facts, Lazy<JsonElement> subject) =>
        from rule in earlier
        where RuleMatch.IsOfType(rule.FindingTypes, finding)
        let misses = RuleMatch.Misses(rule, finding, facts, subject).Take(2).ToArray()
        where misses.Length == 1
        select $"Rule '{rule.Name}' ({rule.Mode}) would have decided if {misses[0]}.";

    private static Decision Suppressed(Suppression suppression, Incident incident, TargetFacts facts, DateTimeOffset at) => Unchanged(incident, facts, at) with
    {
        Mode = ResponseMode.Ignore,
        Rule = $"suppression {suppression.Name}",
        Suppressed = true,
        Because = [$"Suppression '{suppression.Name}' of {suppression.Owner} holds until {suppression.Until:yyyy-MM-dd}: {suppression.Why}"],
    };

    // No rule and no suppression has a say in it: whoever holds the responder may hold its policy as well.
    private static Decision AboutOwn(string part, Incident incident, TargetFacts facts, DateTimeOffset at) => Unchanged(incident, facts, at) with
    {
        OwnPart = part,
        Because = [$"{part} is a part of the responder itself: nothing is changed, and the second channel is told."],
    };

    private static Decision Unchanged(Incident incident, TargetFacts facts, DateTimeOffset at) => new()
    {
        Mode = ResponseMode.NotifyOnly,
        Rule = "own parts",
        Because = [],
        Plan = PlanBuilder.Without(incident, facts),
        Facts = facts,
        Approvers = [],
        WindowSeconds = UsualWindowSeconds,
        ContainOnExpiry = false,
        At = at,
    };

    private static string Explain(PolicyRule rule, Finding finding)
    {
        var what = $"{finding.Type} at severity {finding.Severity}";
        if (ReferenceEquals(rule, DefaultRule))
            return $"No rule matches {what}: people are told.";

        var tags = string.Concat(rule.TargetTags.Select(tag => $" with tag {tag.Key}={string.Join('|', tag.Value)}"));
        return $"Rule '{rule.Name}' matches {what}{tags}{(rule.When is null ? "" : " and its 'when'")}: {rule.Mode}.";
    }

    private static IEnumerable<string> FaultsOf(PolicyReading policy) => policy is PolicyReading.Faulty { Faults: var faults }
        ? faults.Take(3).Select(fault => $"The policy is faulty at {fault.Path}, so nothing is changed by it: {fault.Reason}")
        : [];
}
