using IncidentResponder.Core.Markup;

namespace IncidentResponder.Functions.Page;

/// <summary>A page that says one thing and tells nothing about any incident: for links that do not work and requests that can't be read.</summary>
public static class PlainPage
{
    /// <summary>Renders it.</summary>
    /// <param name="head">The point, in a few words.</param>
    /// <param name="text">What was not done, and what to do now.</param>
    /// <param name="nonce">This response's nonce.</param>
    public static Html Render(string head, string text, string nonce) =>
        Layout.Page(head, nonce, Html.Of($"<h1>{head}</h1>"), Html.Of($"""<p class="notice bad">{text}</p>"""));
}
