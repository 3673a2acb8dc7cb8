using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Page;

/// <summary>What, where and since when.</summary>
internal static class Facts
{
    /// <summary>Renders them.</summary>
    internal static Html Of(IncidentRecord record)
    {
        var (finding, target) = (record.Incident.Finding, record.Incident.Target);
        return Html.Of($"""
            <dl>
            <dt>What</dt><dd>{PlainText.Of(finding.Title, 300)} <span class="source">({Shown.Line(finding.Type)})</span></dd>
            <dt>Where</dt><dd>{Shown.Line(target.Id)} <span class="source">({Shown.Line(target.Type)})</span>, account {target.Account.Value}, {Shown.Line(target.Region)}</dd>
            <dt>Since</dt><dd>{UtcText.Of(finding.Since)}; last seen {UtcText.Of(finding.LastSeen)}, {finding.Count} time{(finding.Count == 1 ? "" : "s")}</dd>
            <dt>Reported by</dt><dd>{Shown.Line(finding.Source)}</dd>
            <dt>Incident</dt><dd>{record.Incident.Id.Value}</dd>
            </dl>
            {Html.When(finding.Description.Length > 0, () => Html.Of($"<p>{PlainText.Of(finding.Description, 600)}</p>"))}
            """);
    }
}
