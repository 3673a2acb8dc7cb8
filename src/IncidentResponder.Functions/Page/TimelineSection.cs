using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Report;

namespace IncidentResponder.Functions.Page;

/// <summary>What happened, latest first: the findings, what enrichment brought, and the ledger, each with its time and where it is from.</summary>
internal static class TimelineSection
{
    private const int Most = 20;

    /// <summary>Renders it.</summary>
    internal static Html Of(PageView view)
    {
        var local = LocalTime.In(view.TimeZone);
        Html[] entries = [.. Timeline.Of(view.Visit.Record).Reverse().Select(entry => Entry(entry, local))];
        return Html.Of($"""
            <section aria-labelledby="timeline"><h2 id="timeline">Timeline, latest first</h2>
            {Shown.List(entries, Most / view.Share, "earlier entries in the record")}
            </section>
            """);
    }

    private static Html Entry(TimelineEntry entry, LocalTime local) =>
        Html.Of($"{Shown.Time(entry.At)}{local.Of(entry.At)} {Shown.Word(entry.Source)}: {Shown.Line(entry.Text)} <span class=\"source\">({PlainText.Of(entry.Actor, 80)})</span>");
}
