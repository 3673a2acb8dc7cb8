using IncidentResponder.Core.Markup;

namespace IncidentResponder.Functions.Page;

/// <summary>A page that says one thing and tells nothing about any incident: for links that do not work, requests that can't be read, and signing in and out.</summary>
public static class PlainPage
{
    /// <summary>Renders it.</summary>
    /// <param name="head">The point, in a few words.</param>
    /// <param name="text">What was not done, and what to do now.</param>
    /// <param name="nonce">This response's nonce.</param>
    /// <param name="next">What stands below, such as a link; null for nothing.</param>
    /// <param name="tone">"good", "bad" or "info".</param>
    public static Html Render(string head, string text, string nonce, Html? next = null, string tone = "bad") =>
        Layout.Page(head, nonce, Html.Of($"<h1>{head}</h1>"), Html.Of($"""<p class="notice {tone}">{text}</p>{next ?? Html.Empty}"""));
}
