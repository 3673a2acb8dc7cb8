using IncidentResponder.Core;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Core.Records;
using IncidentResponder.Functions.Payloads;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Handlers;

/// <summary>Seals evidence before anything is changed. A piece that can't be had is a gap; the rest is sealed all the same.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="locker">Collects and seals.</param>
/// <param name="log">The function's log.</param>
public sealed class Preserve(IIncidentRecords records, EvidenceLocker locker, StageLog log)
{
    /// <summary>Seals, once.</summary>
    public async Task<OutcomeReply> RunAsync(PreserveTask task, CancellationToken cancel)
    {
        var clock = InvocationClock.Since(task.At);
        var record = await records.FindAsync(task.IncidentId, cancel).ConfigureAwait(false);
        var id = record.Incident.Id;
        var items = record.Evidence.IsEmpty
            ? await records.KeepEvidenceAsync(id, await locker.FillAsync(record.Incident, clock, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false)
            : record.Evidence;
        foreach (var item in items)
        {
            if (!record.Says(Stage.Preserve, "Evidence", Sentence(item)))
                await records.AppendAsync(id, item.At, Stage.Preserve, "Evidence", "responder", Sentence(item), cancel).ConfigureAwait(false);
        }

        var outcome = items.All(item => item.Gap.Length == 0) ? "Sealed" : "Gap";
        log.Write(Stage.Preserve, id, outcome, $"{items.Length} items");
        return new() { Outcome = outcome };
    }

    private static string Sentence(SealedItem item) => item.Gap.Length > 0
        ? $"{item.Title} could not be had: {item.Gap}"
        : $"{item.Title} is at {item.Location}{(item.Sha256.Length > 0 ? $", SHA-256 {item.Sha256}" : "")}.";
}
