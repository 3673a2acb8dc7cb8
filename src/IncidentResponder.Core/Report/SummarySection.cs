using IncidentResponder.Core.Close;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Report;

/// <summary>The incident in a dozen lines.</summary>
internal static class SummarySection
{
    internal static ReportSection Of(IncidentRecord record)
    {
        var (incident, finding, target) = (record.Incident, record.Latest, record.Incident.Target);
        return new("Summary",
        [
            new ReportBlock.Paragraph(Written.Own(Standing.Of(record).Sentence)),
            new ReportBlock.Facts(
            [
                ("Incident", incident.Id.Value),
                ("Severity", finding.Severity.ToString()),
                ("What", Written.Foreign($"{finding.Title} ({finding.Type})")),
                ("Where", Written.Foreign($"{target.Id} ({target.Type}) in account {target.Account}, {target.Region}")),
                ("Since", UtcText.Of(finding.Since)),
                ("Opened", UtcText.Of(incident.OpenedAt)),
                ("Decided", Written.Own(record.Decision is { } decision ? $"{decision.Mode} by rule {decision.Rule}" : "not yet")),
                ("Ended", Written.Foreign(record.Closure is { } closure ? Ending(closure) : "not yet")),
                .. incident.Continues is { } before ? [("Goes on from", Written.Foreign($"{before.From}: {before.Why}"))] : Array.Empty<(string, string)>(),
            ]),
        ]);
    }

    private static string Ending(ClosureReport closure) => $"{closure.Outcome} at {UtcText.Of(closure.At)}";
}
