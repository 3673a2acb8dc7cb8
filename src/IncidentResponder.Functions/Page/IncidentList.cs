using System.Globalization;
using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Page;

/// <summary>The list of incidents: first those that wait for the person who looks, the nearest deadline and then the worst on top, then the others day by day, latest first.</summary>
internal static class IncidentList
{
    /// <summary>Renders it. The same view gives the same bytes but for the nonce.</summary>
    internal static Html Render(ListView view, string nonce)
    {
        var waiting = view.Records.Where(record => view.Waiting.Contains(record.Incident.Id)).OrderBy(record => record.Approval?.Deadline.ToUnixTimeSeconds() / 60).ThenByDescending(record => record.Incident.Finding.Severity).ToList();
        var days = view.Records.Except(waiting).GroupBy(record => DateOnly.FromDateTime(record.Incident.OpenedAt.UtcDateTime)).ToList();
        return Layout.Page(waiting.Count > 0 ? $"({waiting.Count}) Incidents" : "Incidents", nonce, Top(view, waiting.Count), Html.Of($"""
            {Html.When(waiting.Count > 0, () => Section("waiting", "Waiting for your answer", waiting, view))}
            {Html.Join(days, day => Section($"day-{Text(day.Key)}", Text(day.Key), day, view))}
            {Html.When(view.Records.IsEmpty, () => Html.Of($"<p>No incident was opened between {Text(view.From)} and {Text(view.Until)}.</p>"))}
            {Html.When(view.More > 0, () => Html.Of($"<p class=\"notice info\">This day has {view.More} more incidents, which are not shown here. Their ids stand in the table of incidents under DAY#{Text(view.From)}; each opens at {view.Home}/incidents/ID.</p>"))}
            <nav aria-label="Days"><a class="jump" href="{view.Home}/incidents?until={Text(view.From.AddDays(-1))}">Before {Text(view.From)}</a></nav>
            """), Account.Of(view.Session, view.Home));
    }

    private static Html Top(ListView view, int waiting) => Html.Of($"""
        <h1>Incidents</h1>
        <p>{(waiting == 0 ? "Nothing waits for your answer." : $"{waiting} wait{(waiting == 1 ? "s" : "")} for your answer.")} Read at {UtcText.Of(view.Now)}.</p>
        <nav aria-label="List"><a class="jump" href="{view.Home}/incidents">Read again</a></nav>
        """);

    private static Html Section(string id, string head, IEnumerable<IncidentRecord> records, ListView view) => Html.Of($"""
        <section aria-labelledby="{id}"><h2 id="{id}">{head}</h2>
        <ul class="incidents">{Html.Join(records, record => Row(record, view))}</ul>
        </section>
        """);

    private static Html Row(IncidentRecord record, ListView view) => Html.Of($"""
        <li>
        {SeverityMark.Of(record.Incident.Finding.Severity)}
        <a class="jump" href="{view.Home}/incidents/{record.Incident.Id.Value}">{Shown.Line(Notices.Asked(record))}</a>
        <p>{Deadline(record, view)}{Shown.Line(Standing.Of(record).Sentence)}</p>
        <p class="source">{Shown.Line(record.Incident.Finding.Title)}</p>
        <p class="source">{Shown.Time(record.Incident.OpenedAt)}, account {record.Incident.Target.Account.Value}, {Shown.Word(record.Incident.Target.Region)}, {record.Incident.Id.Value}</p>
        </li>
        """);

    private static Html Deadline(IncidentRecord record, ListView view) => record.Approval is { } question && view.Waiting.Contains(record.Incident.Id)
        ? Html.Of($"<strong>Answer by {UtcText.Of(question.Deadline)}, {UtcText.Span(question.Deadline - view.Now)} from now.</strong> ")
        : Html.Empty;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
