using IncidentResponder.Core.Markup;

namespace IncidentResponder.Functions.Page;

/// <summary>What the page says about what was just done.</summary>
/// <param name="Tone">"good", "bad" or "info".</param>
/// <param name="Head">The point, in a few words.</param>
/// <param name="Text">What it means and what to do next.</param>
public sealed record PageMessage(string Tone, string Head, string Text)
{
    internal Html ToHtml() => Html.Of($"""<p class="notice {Tone}" role="status"><strong>{Head}</strong> {Text}</p>""");
}
