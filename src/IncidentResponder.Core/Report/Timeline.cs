using System.Collections.Immutable;
using IncidentResponder.Core.Enrich;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Report;

/// <summary>Puts together what is known by time: the findings, what enrichment brought, and the ledger.</summary>
public static class Timeline
{
    /// <summary>All of it, oldest first; what the ledger has at one moment stays in the ledger's order.</summary>
    public static ImmutableArray<TimelineEntry> Of(IncidentRecord record) =>
    [
        .. record.Findings.Select(Seen).Concat(record.Enrichment.Items.Select(Known)).Concat(record.Ledger.Select(Written))
            .OrderBy(entry => entry.At).ThenBy(entry => entry.Sequence ?? 0),
    ];

    private static TimelineEntry Seen(Finding finding) => new(finding.Since, finding.Source, "Finding", finding.Source, $"Activity seen: {finding.Type}. {finding.Title}");

    private static TimelineEntry Known(EvidenceItem item) => new(item.At, item.Source, "Datum", item.Source, item.Text);

    private static TimelineEntry Written(LedgerEntry entry) =>
        new(entry.At, entry.Stage.ToString(), entry.Kind, entry.Actor, entry.Text) { Sequence = entry.Sequence, Hash = entry.Hash };
}
