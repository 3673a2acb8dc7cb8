using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Markup;

namespace IncidentResponder.Functions.Page;

/// <summary>Severity in words, with as many bars as it has steps: colour is never alone.</summary>
internal static class SeverityMark
{
    /// <summary>Renders it.</summary>
    internal static Html Of(Severity severity)
    {
        var level = (int)severity + 1;
        return Html.Of($"""
            <p class="severity {severity.ToString().ToLowerInvariant()}"><svg viewBox="0 0 25 20" aria-hidden="true" focusable="false">{Html.Join(Enumerable.Range(1, 5), bar => Bar(bar, bar <= level))}</svg> {severity.ToString()} severity</p>
            """);
    }

    private static Html Bar(int number, bool filled) => Html.Of(
        $"""<rect x="{(5 * number) - 5}" y="{20 - (4 * number)}" width="4" height="{4 * number}" fill-opacity="{(filled ? "1" : ".2")}"/>""");
}
