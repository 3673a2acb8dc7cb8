using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Report;

namespace IncidentResponder.Functions.Page;

/// <summary>How fast the response went, moment by moment.</summary>
internal static class PaceSection
{
    /// <summary>Renders it.</summary>
    internal static Html Of(IncidentRecord record)
    {
        var milestones = Milestones.Of(record);
        return Html.Of($"""
            <section aria-labelledby="pace"><h2 id="pace">How fast</h2>
            <ol>{Html.Join(milestones.Known, one => Html.Of($"<li><strong>{one.Name}</strong> {Shown.Time(one.At)}{After(one, milestones.Received)}</li>"))}</ol>
            </section>
            """);
    }

    private static Html After(Milestone one, DateTimeOffset received) =>
        Html.When(one.At > received, () => Html.Of($", {UtcText.Span(one.At - received)} after it was received"));
}
