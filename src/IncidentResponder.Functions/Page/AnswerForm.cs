using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Functions.Page;

/// <summary>Asks for a one-time code, then for the answer.</summary>
internal static class AnswerForm
{
    /// <summary>Renders it.</summary>
    internal static Html Of(PageView view, string token) => Html.Of($"""
        <section aria-labelledby="answer"><h2 id="answer">Your answer</h2>
        <p>You answer as {view.Visit.Claims.Approver}. Opening this page has done nothing. {CodeForm.Need(view)}</p>
        {CodeForm.Of(view, token)}
        <form method="post" action="{view.Path}/decision" autocomplete="off">
        <input type="hidden" name="token" value="{token}">
        {CodeForm.Field(view)}
        <label for="comment">Comment (optional)</label>
        <textarea id="comment" name="comment" rows="2" maxlength="{AnswerDesk.LongestComment}"></textarea>
        <p class="hint">{PlainText.Of(view.Visit.Record.Decision?.Plan.Steps is [var first, ..] ? $"Undo: {first.HowToUndo}" : "", 300)}</p>
        <div class="pair">
        {Approving(view)}
        <button name="decision" value="deny">Deny: change nothing</button>
        </div>
        {HandOn(view)}
        </form>
        </section>
        """);

    // One approval of several is in: it can be taken back until the others have come.
    private static Html Approving(PageView view) => view.Visit.Record.Tally.HasVoteOf(view.Visit.Person)
        ? Html.Of($"""<button name="decision" value="withdraw">Take my approval back</button>""")
        : Html.Of($"""<button class="go" name="decision" value="approve">{Notices.Asked(view.Visit.Record)}</button>""");

    private static Html HandOn(PageView view)
    {
        var (visit, asked) = (view.Visit, view.Visit.Record.Approval?.Approvers ?? []);
        string[] others =
        [
            .. visit.Roll.Named.Except(asked, StringComparer.OrdinalIgnoreCase).Where(one => !Approvers.IsSubject(visit.Record.Incident.Finding.Principal, one, visit.Roll.People))
                .Order(StringComparer.Ordinal),
        ];
        return Html.When(others.Length > 0 && !visit.Record.Tally.HasVoteOf(visit.Person), () => Html.Of($"""
            <label for="to">Can't decide it? Hand it on to</label>
            <select id="to" name="to">{Html.Join(others, one => Html.Of($"<option>{one}</option>"))}</select>
            <button formaction="{view.Path}/hand-on">Hand the question on</button>
            """));
    }
}
