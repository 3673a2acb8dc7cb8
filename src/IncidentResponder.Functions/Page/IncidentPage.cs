using System.Text;
using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Functions.Page;

/// <summary>The page of one incident: question, progress, result and undo.</summary>
public static class IncidentPage
{
    /// <summary>The most bytes that a page has, whatever the record holds.</summary>
    internal const int MostBytes = 100_000;

    /// <summary>Renders it. The same view gives the same bytes. A page that would be too large has shorter lists; the files hold all of it.</summary>
    public static Html Render(PageView view)
    {
        var whole = RenderWhole(view);
        return view.Share < 8 && Encoding.UTF8.GetByteCount(whole.ToString()) >= MostBytes ? Render(view with { Share = 2 * view.Share }) : whole;
    }

    private static Html RenderWhole(PageView view)
    {
        var record = view.Visit.Record;
        var title = $"[{record.Incident.Finding.Severity}] {Headline(view)}";
        return Layout.Page(title, view.Nonce, Top(view), Html.Of($"""
            {view.Message?.ToHtml() ?? Html.Empty}
            {Html.When(view.CodeSent, () => Forms(view))}
            {Facts.Of(record)}
            {ProgressSection.Of(view)}
            {PlanSection.Of(view)}
            {KnownSection.Of(view)}
            {Html.When(!view.CodeSent, () => Forms(view))}
            {PaceSection.Of(record)}
            {TimelineSection.Of(view)}
            {ExportsSection.Of(view)}
            """), view.Session is { } session ? Account.Of(session, view.Home) : null);
    }

    private static Html Top(PageView view)
    {
        var offered = view.AnswerToken is not null || view.UndoToken is not null;
        return Html.Of($"""
            {Html.When(view.Session is not null, () => Html.Of($"""<nav aria-label="Incidents"><a class="jump" href="{view.Home}/incidents">All incidents</a> <a class="jump" href="{view.Path}">Read again</a></nav>"""))}
            {SeverityMark.Of(view.Visit.Record.Incident.Finding.Severity)}
            <h1>{Headline(view)}</h1>
            <p class="notice {Tone(view.Standing.Kind)}"><strong>{Deadline(view)}</strong> {view.Standing.Sentence}</p>
            {Html.When(offered && !view.CodeSent, () => Html.Of($"""<a class="jump" href="#answer">{(view.AnswerToken is null ? "Go to undo" : "Go to the answer")}</a>"""))}
            """);
    }

    private static Html Forms(PageView view) => view switch
    {
        { AnswerToken: { } token } => AnswerForm.Of(view, token),
        { UndoToken: { } token } => UndoForm.Of(view, token),
        _ => Html.Empty,
    };

    private static string Headline(PageView view) =>
        view.AnswerToken is null ? Notices.Asked(view.Visit.Record) : $"{Notices.Asked(view.Visit.Record)}?";

    private static string Deadline(PageView view) => view is { AnswerToken: not null, Visit.Record.Approval: { } question }
        ? $"Answer by {UtcText.Of(question.Deadline)}, {UtcText.Span(question.Deadline - view.Visit.Now)} from now."
        : "";

    private static string Tone(StandingKind kind) => kind switch
    {
        StandingKind.Contained or StandingKind.Undone => "good",
        StandingKind.NotContained or StandingKind.Failed or StandingKind.PartlyDone or StandingKind.UndoStopped or StandingKind.Expired => "bad",
        _ => "info",
    };
}
