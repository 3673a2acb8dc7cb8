using System.Collections.Immutable;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Report;

/// <summary>What was found, what is known besides with source and time, and by name what is not.</summary>
internal static class DetectSection
{
    internal static ReportSection Of(IncidentRecord record) => new("Detect (DE)",
    [
        new ReportBlock.Heading("Finding"),
        new ReportBlock.Facts([.. About(record.Latest)]),
        .. record.Latest.Description.Length > 0 ? [new ReportBlock.Paragraph(Written.Foreign(record.Latest.Description))] : Array.Empty<ReportBlock>(),
        .. Joined(record),
        .. Written.Under("What is known", Known(record), "Nothing beyond the finding."),
        .. Written.Under("What was not known", Written.Points(Gaps(record)), "No gap was noted."),
    ]);

    /// <summary>What could not be had, in the words in which it was noted.</summary>
    internal static IEnumerable<string> Gaps(IncidentRecord record) => (record.Decision?.Facts.Gaps ?? [])
        .Concat(record.Enrichment.Gaps)
        .Concat(record.Evidence.Where(item => item.Gap.Length > 0).Select(item => $"{item.Title}: {item.Gap}"));

    private static IEnumerable<(string Name, string Value)> About(Finding finding) =>
        new (string Name, string Value)[]
        {
            ("Reported by", Written.Foreign($"{finding.Source}, finding {finding.Id}")),
            ("Type", Written.Foreign(finding.Type)),
            ("Created", UtcText.Of(finding.CreatedAt)),
            ("First seen", Written.Time(finding.FirstSeen)),
            ("Last seen", $"{UtcText.Of(finding.LastSeen)}, {finding.Count} time{(finding.Count == 1 ? "" : "s")}"),
            ("Identity", Written.Foreign(finding.Principal is { } principal ? string.Join(" ", new[] { principal.Kind, principal.Name, principal.PrincipalId, principal.AccessKeyId }.Where(part => part is { Length: > 0 })) : "")),
            ("Remote addresses", Written.Foreign(string.Join(", ", finding.RemoteAddresses))),
            ("Remote domains", Written.Foreign(string.Join(", ", finding.RemoteDomains))),
            ("ATT&CK techniques", Written.Foreign(string.Join(", ", finding.Techniques))),
            ("Doubt", Written.Foreign(finding.Doubt)),
        }.Where(pair => pair.Value.Length > 0);

    private static ImmutableArray<ReportBlock> Joined(IncidentRecord record) => record.Findings.Length < 2
        ? []
        :
        [
            new ReportBlock.Heading("Findings that joined"),
            .. Written.Table(
                ["last seen", "source", "type", "severity", "finding"],
                record.Findings.Skip(1).Select(one => ImmutableArray.Create(UtcText.Of(one.LastSeen), Written.Foreign(one.Source), Written.Foreign(one.Type), one.Severity.ToString(), Written.Foreign(one.Id)))),
        ];

    private static ImmutableArray<ReportBlock> Known(IncidentRecord record) => Written.Table(
        ["time", "source", "datum"],
        (record.Decision is { } decision ? decision.Facts.Summary.Select(line => (At: decision.At, Source: "target, read live", Text: line)) : [])
            .Concat(record.Enrichment.Items.Select(item => (item.At, item.Source, item.Text)))
            .OrderBy(datum => datum.At)
            .Select(datum => ImmutableArray.Create(UtcText.Of(datum.At), Written.Foreign(datum.Source), Written.Foreign(datum.Text))));
}
