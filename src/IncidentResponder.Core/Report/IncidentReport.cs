using System.Collections.Immutable;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Report;

/// <summary>
/// The report of an incident for the post-mortem, by the functions of the NIST Cybersecurity Framework 2.0 as NIST SP 800-61r3 profiles them.
/// The same record gives the same report.
/// </summary>
/// <param name="Title">The title.</param>
/// <param name="Sections">The sections in order.</param>
public sealed record IncidentReport(string Title, ImmutableArray<ReportSection> Sections)
{
    /// <summary>Writes the report of a record.</summary>
    public static IncidentReport Of(IncidentRecord record) => new(
        $"Incident report {record.Incident.Id}",
        [
            SummarySection.Of(record),
            DetectSection.Of(record),
            RespondSection.Of(record),
            RecoverSection.Of(record),
            ImproveSection.Of(record),
            Times(record),
            Integrity(record),
        ]);

    /// <summary>As Markdown that is safe to paste anywhere: no markup, link or table comes of a text that was found.</summary>
    public string ToMarkdown() => ReportMarkdown.Of(this);

    /// <summary>As a page that stands by itself, without script and without anything from outside.</summary>
    public string ToHtml() => ReportHtml.Of(this).ToString();

    private static ReportSection Times(IncidentRecord record) => new("Timeline (UTC)",
    [
        .. Written.Table(
            ["time", "source", "kind", "who", "what"],
            Timeline.Of(record).Select(entry => ImmutableArray.Create(
                UtcText.Of(entry.At), Written.Foreign(entry.Source), Written.Own(entry.Kind), Written.Own(entry.Sequence is null ? Written.Foreign(entry.Actor) : entry.Actor), Written.Foreign(entry.Text)))),
    ]);

    private static ReportSection Integrity(IncidentRecord record) => new("Integrity of the ledger", LedgerChain.Verify(record.Ledger) switch
    {
        LedgerVerdict.Intact intact =>
        [
            new ReportBlock.Paragraph($"The chain holds: {intact.Entries} entries. Compare its head with the one that was sealed with the evidence."),
            new ReportBlock.Exact([$"head {intact.Head}"]),
        ],
        LedgerVerdict.Broken broken => [new ReportBlock.Paragraph(Written.Own($"THE CHAIN IS BROKEN at entry {broken.Sequence}: {broken.Why}"))],
        _ => [new ReportBlock.Paragraph("The chain could not be checked by this version.")],
    });
}
