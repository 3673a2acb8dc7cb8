using IncidentResponder.Core.Markup;

namespace IncidentResponder.Functions.Page;

/// <summary>The links to the incident's files, by the link that was opened.</summary>
internal static class ExportsSection
{
    /// <summary>Renders them; nothing where none are offered.</summary>
    internal static Html Of(PageView view) => view.Files is not { } files ? Html.Empty : Html.Of($"""
        <section aria-labelledby="exports"><h2 id="exports">Take it with you</h2>
        <ul class="exports">{Html.Join(PageExports.All, one => Html.Of($"<li><a href=\"{files}{one.As}\">{one.What}</a></li>"))}</ul>
        <p class="hint">{(view.Session is null ? "These links are as personal as the one that you opened." : "These links work while you are signed in.")} The files hold no link and no code.</p>
        </section>
        """);
}
