using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Page;

/// <summary>What, where and since when.</summary>
internal static class Facts
{
    private const int MostJoined = 3;

    /// <summary>Renders them.</summary>
    internal static Html Of(IncidentRecord record)
    {
        var (finding, target) = (record.Latest, record.Incident.Target);
        return Html.Of($"""
            <dl>
            <dt>What</dt><dd>{PlainText.Of(finding.Title, 300)} <span class="source">({Shown.Line(finding.Type)})</span></dd>
            <dt>Where</dt><dd>{Shown.Line(target.Id)} <span class="source">({Shown.Line(target.Type)})</span>, account {target.Account.Value}, {Shown.Line(target.Region)}</dd>
            <dt>Since</dt><dd>{UtcText.Of(finding.Since)}; last seen {UtcText.Of(finding.LastSeen)}, {finding.Count} time{(finding.Count == 1 ? "" : "s")}</dd>
            <dt>Reported by</dt><dd>{Shown.Line(finding.Source)}</dd>
            {Html.When(record.Findings.Length > 1, () => Html.Of($"<dt>Joined by</dt><dd>{Shown.List([.. record.Findings.Skip(1).Select(Joined)], MostJoined, "findings in the record")}</dd>"))}
            {Html.When(record.Incident.Continues is not null, () => Html.Of($"<dt>Goes on from</dt><dd>{record.Incident.Continues!.From.Value}: {PlainText.Of(record.Incident.Continues.Why, 200)}</dd>"))}
            <dt>Incident</dt><dd>{record.Incident.Id.Value}</dd>
            </dl>
            {Html.When(finding.Description.Length > 0, () => Html.Of($"<p>{PlainText.Of(finding.Description, 600)}</p>"))}
            """);
    }

    private static Html Joined(Finding finding) =>
        Html.Of($"{PlainText.Of(finding.Type, 60)} at severity {finding.Severity.ToString()}, last seen {UtcText.Of(finding.LastSeen)}");
}
