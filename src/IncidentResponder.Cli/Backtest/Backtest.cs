using System.Collections.Immutable;
using IncidentResponder.Cli.Input;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Cli.Backtest;

/// <summary>Puts past events before a policy, each at the time when it was last seen, its target taken as ordinary.</summary>
/// <param name="policy">The policy.</param>
internal sealed class Backtest(PolicyReading.Readable policy)
{
    private readonly Decider _decider = new(policy, OfflineCatalogue.All, []);
    private readonly Dictionary<string, ResponseMode> _allowed = policy.Policy.Rules.ToDictionary(rule => rule.Name, rule => rule.Mode, StringComparer.Ordinal);

    /// <summary>What it decides about each finding of an event; events that are ignored or can't be read have none.</summary>
    public IEnumerable<PastDecision> Decide(string file, ImmutableArray<Ingested> results) =>
        results.OfType<Ingested.Understood>().Select(understood => Decide(file, understood.Finding));

    private PastDecision Decide(string file, Finding finding)
    {
        var incident = IncidentOpening.Open(finding, finding.LastSeen);
        var decision = _decider.Decide(incident, AssumedFacts.Ordinary, finding.LastSeen);
        var guarded = decision.Mode < _allowed.GetValueOrDefault(decision.Rule, ResponseMode.Ignore);
        return new(
            file, finding.Id, finding.Type, finding.Account.Value, incident.Id.Value, incident.Playbook, decision.Rule, decision.Mode, guarded, string.Join(" ", decision.Because));
    }
}
