using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Page;

/// <summary>The ledger's latest entries.</summary>
internal static class TimelineSection
{
    private const int Most = 20;

    /// <summary>Renders it.</summary>
    internal static Html Of(IncidentRecord record)
    {
        Html[] entries = [.. record.Ledger.OrderByDescending(e => e.Sequence).Select(Entry)];
        return entries.Length == 0 ? Html.Empty : Html.Of($"""
            <section aria-labelledby="timeline"><h2 id="timeline">Timeline, latest first</h2>
            {Shown.List(entries, Most, "earlier entries in the ledger")}
            </section>
            """);
    }

    private static Html Entry(LedgerEntry entry) =>
        Html.Of($"{Shown.Time(entry.At)} {entry.Stage.ToString()}: {PlainText.Of(entry.Text, 160)} <span class=\"source\">({PlainText.Of(entry.Actor, 80)})</span>");
}
