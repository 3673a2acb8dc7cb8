using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Run;

/// <summary>
/// Opens an incident for a finding, or joins the one that is open. Each part can be repeated, so a delivery that died half-way
/// is finished by the next one.
/// </summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="triage">Which incident a finding belongs to.</param>
/// <param name="seal">Where the finding itself goes.</param>
/// <param name="responses">Where the response is started.</param>
/// <param name="log">The function's log.</param>
public sealed class FindingIntake(
    IIncidentRecords records, Func<Finding, DateTimeOffset, Incident> triage, SealDocument seal, IResponses responses, StageLog log)
{
    /// <summary>Opens or joins.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="raw">The event as it came.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task OpenAsync(Finding finding, ReadOnlyMemory<byte> raw, TimeProvider clock, CancellationToken cancel)
    {
        var incident = triage(finding, clock.GetUtcNow());
        var opened = await records.OpenAsync(incident, cancel).ConfigureAwait(false);
        var record = opened ? null : await records.ReadAsync(incident.Id, cancel).ConfigureAwait(false);
        if (record is null or { Ledger.IsEmpty: true })
        {
            var first = record?.Incident ?? incident;
            await seal(first.Id, "The event as it came", "finding.json", raw, first.OpenedAt, cancel).ConfigureAwait(false);
            await records.BeginLedgerAsync(first.Id, first.OpenedAt, Stage.Triage, "Opened", "responder", Sentence(first), cancel).ConfigureAwait(false);
        }
        else if (record.Closure is null && record.Incident.Finding.Id != finding.Id && !record.Says(Stage.Triage, "Joined", Joining(finding)))
        {
            await records.AppendAsync(incident.Id, clock.GetUtcNow(), Stage.Triage, "Joined", "responder", Joining(finding), cancel).ConfigureAwait(false);
        }

        // Cheap to repeat while the execution runs, and without effect once it has ended: the name is the incident's.
        if (record?.Closure is null)
            await responses.StartAsync(incident.Id, cancel).ConfigureAwait(false);
        log.Write(Stage.Triage, incident.Id, opened ? "Opened" : "Joined");
    }

    private static string Joining(Finding finding) =>
        $"Finding {finding.Id} of type {finding.Type} is about the same target and joins.";

    private static string Sentence(Incident incident) =>
        $"Opened for {incident.Finding.Type} on {incident.Target.Id} as {incident.Finding.Source} reported it in finding {incident.Finding.Id}; playbook {incident.Playbook}.";
}
