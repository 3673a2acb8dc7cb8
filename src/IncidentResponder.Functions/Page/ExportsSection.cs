using IncidentResponder.Core.Markup;

namespace IncidentResponder.Functions.Page;

/// <summary>The links to the incident's files, by the link that was opened.</summary>
internal static class ExportsSection
{
    /// <summary>Renders them; nothing without a link.</summary>
    internal static Html Of(PageView view) => view.ReadToken is not { Length: > 0 } token ? Html.Empty : Html.Of($"""
        <section aria-labelledby="exports"><h2 id="exports">Take it with you</h2>
        <ul class="exports">{Html.Join(PageExports.All, one => Html.Of($"<li><a href=\"{view.Path}?t={token}&amp;as={one.As}\">{one.What}</a></li>"))}</ul>
        <p class="hint">These links are as personal as the one that you opened. The files hold no link and no code.</p>
        </section>
        """);
}
