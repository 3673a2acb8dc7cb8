using IncidentResponder.Aws.Enrich;
using IncidentResponder.Core;
using IncidentResponder.Core.Enrich;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>Asks CloudTrail once and Detective until it has an answer. What could not be had is named; nothing here holds up containment.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="cloudTrail">What the principal did.</param>
/// <param name="detective">How that differs from what is usual.</param>
/// <param name="log">The function's log.</param>
public sealed class Enrich(IIncidentRecords records, CloudTrailEnrichment cloudTrail, DetectiveEnrichment detective, StageLog log)
{
    // By the state machine's intervals, 15 s growing to 60 s, this is a quarter of an hour.
    private const int MostTries = 17;

    /// <summary>Goes as far as it can.</summary>
    /// <exception cref="InvestigationRunning">Detective is at work; ask again later.</exception>
    public async Task<OutcomeReply> RunAsync(EnrichTask task, CancellationToken cancel)
    {
        var clock = InvocationClock.Since(task.At);
        var record = await records.FindAsync(task.IncidentId, cancel).ConfigureAwait(false);
        if (record.Incident.Playbook == Playbooks.Digest)
            return new() { Outcome = "Enriched" };

        var (id, so) = (record.Incident.Id, record.Enrichment);
        if (so is { Items.IsEmpty: true, Gaps.IsEmpty: true })
            so = await KeptAsync(id, await cloudTrail.AddAsync(so, record.Incident, clock.GetUtcNow(), cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
        if (!so.Complete)
            so = await AskDetectiveAsync(record, so, task.RetryCount, cancel).ConfigureAwait(false);
        if (!so.Complete)
        {
            log.Write(Stage.Enrich, id, "Running", $"Investigation {so.InvestigationId}");
            throw new InvestigationRunning($"Detective's investigation {so.InvestigationId} for incident {id} is still running; ask again later.");
        }

        var text = $"Enrichment ended with {so.Items.Length} data and {so.Gaps.Length} gaps.";
        if (!record.Says(Stage.Enrich, "Evidence", text))
            await records.AppendAsync(id, clock.GetUtcNow(), Stage.Enrich, "Evidence", "responder", text, cancel).ConfigureAwait(false);
        log.Write(Stage.Enrich, id, so.Gaps.IsEmpty ? "Enriched" : "Gap", string.Join(" ", so.Gaps));
        return new() { Outcome = so.Gaps.IsEmpty ? "Enriched" : "Gap" };
    }

    // The investigation's id is kept before it is looked at, so that a crash between the two starts no second one.
    private async Task<Enrichment> AskDetectiveAsync(IncidentRecord record, Enrichment so, int tries, CancellationToken cancel)
    {
        var (id, principal, openedAt) = (record.Incident.Id, record.Decision?.Facts.PrincipalArn, record.Incident.OpenedAt);
        if (so.InvestigationId is null)
            so = await KeptAsync(id, await detective.AdvanceAsync(so, principal, openedAt, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
        if (so.Complete)
            return so;

        var after = await detective.AdvanceAsync(so, principal, openedAt, cancel).ConfigureAwait(false);
        if (!after.Complete && tries >= MostTries)
            after = DetectiveEnrichment.GiveUp(after);
        return after.Complete ? await KeptAsync(id, after, cancel).ConfigureAwait(false) : after;
    }

    private async Task<Enrichment> KeptAsync(IncidentId id, Enrichment so, CancellationToken cancel)
    {
        await records.KeepEnrichmentAsync(id, so, cancel).ConfigureAwait(false);
        return so;
    }
}
