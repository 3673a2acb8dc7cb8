using IncidentResponder.Core;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Run;

/// <summary>What an incident begins with: the event sealed, the ledger's first entry, and its response started. All of it can be repeated.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="seal">Where the finding itself goes.</param>
/// <param name="responses">Where the response is started.</param>
/// <param name="decide">The policy, for what it leaves alone whatever the target is.</param>
public sealed class Opening(IIncidentRecords records, SealDocument seal, IResponses responses, Func<Incident, TargetFacts, DateTimeOffset, Decision> decide)
{
    private static readonly TargetFacts NotLookedAt = new() { Exists = true, Summary = ["Policy leaves this finding alone, so its target was not looked at."] };

    /// <summary>Begins, or finishes what was begun.</summary>
    /// <param name="incident">The incident as it is kept.</param>
    /// <param name="hasLedger">Its ledger has been begun.</param>
    /// <param name="raw">The event as it came.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task<Taken> BeginAsync(Incident incident, bool hasLedger, ReadOnlyMemory<byte> raw, TimeProvider clock, CancellationToken cancel)
    {
        var id = incident.Id;
        if (!hasLedger)
        {
            await seal(id, "The event as it came", "finding.json", raw, incident.OpenedAt, cancel).ConfigureAwait(false);
            await records.BeginLedgerAsync(id, incident.OpenedAt, Stage.Triage, "Opened", "responder", Sentence(incident), cancel).ConfigureAwait(false);
        }

        if (incident.Most is ResponseMode.Ignore)
            return await LeaveAsync(incident, clock, cancel).ConfigureAwait(false);

        await responses.StartAsync(id, cancel).ConfigureAwait(false);
        return new("Opened", incident);
    }

    // No execution is spent on what the policy has no interest in: a scanner may bring thousands of these.
    private async Task<Taken> LeaveAsync(Incident incident, TimeProvider clock, CancellationToken cancel)
    {
        var id = incident.Id;
        var decision = await records.KeepDecisionAsync(id, decide(incident, NotLookedAt, incident.OpenedAt), cancel).ConfigureAwait(false);
        var (outcome, text) = (decision.Suppressed ? "Suppressed" : "Ignored", string.Join(" ", decision.Because));
        var record = await records.FindAsync(id.Value, cancel).ConfigureAwait(false);
        if (!record.Says(Stage.Decide, "Decision", text))
            await records.AppendAsync(id, clock.GetUtcNow(), Stage.Decide, "Decision", "policy", text, cancel).ConfigureAwait(false);
        await records.KeepClosureAsync(id, new() { Outcome = outcome, Summary = text, At = clock.GetUtcNow() }, cancel).ConfigureAwait(false);
        return new(outcome, incident);
    }

    internal static string Sentence(Incident incident)
    {
        var (finding, continues) = (incident.Finding, incident.Continues);
        var again = continues is null ? "" : $" Continues {continues.From}: {continues.Why}";
        return $"Opened for {finding.Type} on {incident.Target.Id} as {finding.Source} reported it in finding {finding.Id}; playbook {incident.Playbook}.{again}";
    }
}
