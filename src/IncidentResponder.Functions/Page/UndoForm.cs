using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Functions.Page;

/// <summary>Asks for a one-time code, then for the undo.</summary>
internal static class UndoForm
{
    /// <summary>Renders it.</summary>
    internal static Html Of(PageView view, string token) => Html.Of($"""
        <section aria-labelledby="answer"><h2 id="answer">Undo</h2>
        <p>You would undo as {view.Visit.Claims.Approver}. What the steps changed is put back as it was before; if somebody has changed the resource since, nothing is touched and the difference is shown.</p>
        {CodeForm.Of(view, token)}
        <form method="post" action="{view.Path}/undo" autocomplete="off">
        <input type="hidden" name="token" value="{token}">
        {CodeForm.Field(view)}
        {Keep(view)}
        <button class="go">Undo the containment of {Shown.Line(view.Visit.Record.Incident.Target.Id)}</button>
        </form>
        </section>
        """);

    private static Html Keep(PageView view) => view.Visit.Record is { Closure.Lease: { } lease, Decision.LeaseHours: { } hours }
        ? Html.Of($"""
            <p class="hint">The containment stands until somebody undoes it; {(view.Visit.Now < lease.Until ? "people are asked at" : "people have been asked since")} {UtcText.Of(lease.Until)} whether to keep it.</p>
            <button formaction="{view.Path}/keep">Keep it for another {UtcText.Span(TimeSpan.FromHours(hours))}</button>
            """)
        : Html.Empty;
}
