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
        <p>You answer as {view.Visit.Claims.Approver}. Opening this page has done nothing; an answer needs a one-time code from your mailbox.</p>
        {CodeForm.Of(view, token)}
        <form method="post" action="{view.Path}/decision" autocomplete="off">
        <input type="hidden" name="token" value="{token}">
        {CodeForm.Field(view)}
        <label for="comment">Comment (optional)</label>
        <textarea id="comment" name="comment" rows="2" maxlength="{AnswerDesk.LongestComment}"></textarea>
        <p class="hint">{PlainText.Of(view.Visit.Record.Decision?.Plan.Steps is [var first, ..] ? $"Undo: {first.HowToUndo}" : "", 300)}</p>
        <div class="pair">
        <button class="go" name="decision" value="approve">{Notices.Asked(view.Visit.Record)}</button>
        <button name="decision" value="deny">Deny: change nothing</button>
        </div>
        </form>
        </section>
        """);
}
