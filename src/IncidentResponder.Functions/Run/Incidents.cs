using IncidentResponder.Core;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Run;

/// <summary>Reads what a task is about.</summary>
internal static class Incidents
{
    /// <summary>Reads the record that a task names.</summary>
    internal static async Task<IncidentRecord> FindAsync(this IIncidentRecords records, string incidentId, CancellationToken cancel)
    {
        var id = Core.IncidentId.Parse(incidentId);
        return await records.ReadAsync(id, cancel).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"There is no incident {id} in the table; the execution was started by hand, or its record was deleted.");
    }

    /// <summary>True when the ledger has this very entry, so that a retried stage doesn't write it twice.</summary>
    internal static bool Says(this IncidentRecord record, Stage stage, string kind, string text) =>
        record.Ledger.Any(entry => entry.Stage == stage && entry.Kind == kind && entry.Text == text);
}
