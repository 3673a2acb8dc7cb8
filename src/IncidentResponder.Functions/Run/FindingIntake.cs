using IncidentResponder.Core;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Run;

/// <summary>
/// Opens an incident for a finding, lets it join the one that is open, or takes that up again. Each part can be repeated, so a delivery
/// that died half-way is finished by the next one.
/// </summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="triage">Which incident a finding belongs to, and the most that may come of it.</param>
/// <param name="opening">What an incident begins with.</param>
/// <param name="flood">Says when incidents are opened one by one no longer.</param>
public sealed class FindingIntake(IIncidentRecords records, Func<Finding, DateTimeOffset, Incident> triage, Opening opening, Flood flood)
{
    // Beyond these, a subject's day has had attention enough: what is only told joins in silence, and even what is acted on ends somewhere.
    private const int MostTellings = 5;
    private const int MostResponses = 20;
    private const int MostTurns = 10;

    // A scanner may bring a finding for each of a bucket's objects: beyond these, they are lines beside the record, not in it.
    private const int MostNamed = 100;

    /// <summary>Opens, joins or takes up again.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="raw">The event as it came.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task<Taken> TakeAsync(Finding finding, ReadOnlyMemory<byte> raw, TimeProvider clock, CancellationToken cancel)
    {
        var incoming = triage(finding, clock.GetUtcNow());
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var (latest, why) = await StandingAsync(incoming, cancel).ConfigureAwait(false);
            if (latest is not null && why is null)
                return await JoinAsync(latest, incoming, raw, clock, cancel).ConfigureAwait(false);

            var opened = latest is null
                ? incoming
                : incoming with { Id = latest.Incident.Id.Next, Continues = new(latest.Incident.Id, why ?? "") };
            if (opened.Most > ResponseMode.Ignore && !await flood.AdmitsAsync(opened, clock.GetUtcNow(), cancel).ConfigureAwait(false))
            {
                // Another report of it, which came at the same time, may have opened it meanwhile.
                var (standing, lacking) = await StandingAsync(incoming, cancel).ConfigureAwait(false);
                return standing is not null && lacking is null
                    ? await JoinAsync(standing, incoming, raw, clock, cancel).ConfigureAwait(false)
                    : new("Digested", opened);
            }

            if (await records.OpenAsync(opened, cancel).ConfigureAwait(false))
                return await opening.BeginAsync(opened, hasLedger: false, raw, clock, cancel).ConfigureAwait(false);
        }

        throw new InvalidOperationException($"Others opened incident {incoming.Id} {MostTurns} times before this finding could join it; it is delivered again.");
    }

    // The last response, and what none of the incident's responses gives this finding.
    private async Task<(IncidentRecord? Latest, string? Why)> StandingAsync(Incident incoming, CancellationToken cancel)
    {
        var (latest, why, covered) = ((IncidentRecord?)null, (string?)null, false);
        for (var id = incoming.Id; await records.ReadAsync(id, cancel).ConfigureAwait(false) is { } response; id = id.Next)
        {
            latest = response;
            why = Coverage.Lacking(response, incoming);
            covered |= why is null;
        }

        var most = incoming.Most > ResponseMode.NotifyOnly ? MostResponses : MostTellings;
        return (latest, covered || latest?.Incident.Id.Round >= most ? null : why);
    }

    private async Task<Taken> JoinAsync(IncidentRecord response, Incident incoming, ReadOnlyMemory<byte> raw, TimeProvider clock, CancellationToken cancel)
    {
        await NameAsync(response, incoming, clock.GetUtcNow(), cancel).ConfigureAwait(false);

        // Cheap to repeat while the execution runs, and without effect once it has ended: the name is the incident's.
        if (response.Closure is null)
            await opening.BeginAsync(response.Incident, !response.Ledger.IsEmpty, raw, clock, cancel).ConfigureAwait(false);
        return new("Joined", response.Incident);
    }

    private async Task NameAsync(IncidentRecord response, Incident incoming, DateTimeOffset now, CancellationToken cancel)
    {
        var (id, finding) = (response.Incident.Id, incoming.Finding);
        var known = response.Findings.FirstOrDefault(one => one.Id == finding.Id);
        if (known is null && response.Findings.Length >= MostNamed)
        {
            await records.KeepDigestAsync(id, [DigestedFinding.Of(incoming)], cancel).ConfigureAwait(false);
            return;
        }

        if (known is null || finding.LastSeen > known.LastSeen)
            await records.KeepFindingAsync(id, finding with { Count = Math.Max(finding.Count, known?.Count ?? 1) }, cancel).ConfigureAwait(false);
        if (!response.Ledger.IsEmpty && known is null && !response.Says(Stage.Triage, "Joined", Joining(finding)))
            await records.AppendAsync(id, now, Stage.Triage, "Joined", "responder", Joining(finding), cancel).ConfigureAwait(false);
    }

    private static string Joining(Finding finding) =>
        $"Finding {finding.Id} of type {finding.Type} is about the same target and joins.";
}
