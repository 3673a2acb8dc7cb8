using IncidentResponder.Core.Markup;

namespace IncidentResponder.Functions.Page;

/// <summary>What goes back.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Nonce">The nonce that the markup was made with.</param>
/// <param name="Markup">The page; empty for OPTIONS.</param>
public sealed record PageReply(int Status, string Nonce, Html Markup)
{
    /// <summary>The file that is given instead of the page; null for the page.</summary>
    public PageExport? Export { get; init; }
}
