using IncidentResponder.Core.Enrich;
using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Functions.Page;

/// <summary>What is known, each datum with source and time, and by name what is not.</summary>
internal static class KnownSection
{
    /// <summary>Renders it.</summary>
    internal static Html Of(PageView view)
    {
        var (record, share) = (view.Visit.Record, view.Share);
        var facts = record.Decision?.Facts;
        Html[] summary = record.Decision is { } decision ? [.. decision.Facts.Summary.Select(line => Html.Of($"""{Shown.Time(decision.At)} <span class="source">read live:</span> {Shown.Line(line)}"""))] : [];
        Html[] items = [.. record.Enrichment.Items.OrderByDescending(i => i.At).Select(Item)];
        Html[] gaps = [.. (facts?.Gaps ?? []).Concat(record.Enrichment.Gaps).Select(gap => Html.Of($"""<span class="gap">Not known:</span> {Shown.Line(gap)}"""))];
        return Html.Of($"""
            <section aria-labelledby="known"><h2 id="known">What is known</h2>
            {Html.When(summary.Length + items.Length + gaps.Length == 0, () => Html.Of($"<p>Nothing beyond the finding yet. Open the link again later for more.</p>"))}
            {Shown.List(summary, 10 / share, "facts in the record")}
            {Shown.List(items, 15 / share, "older items in the record")}
            {Shown.List(gaps, 10 / share, "gaps in the record")}
            {Html.When(!record.Enrichment.Complete, () => Html.Of($"""<p class="hint">Detective and the logs are still being asked. This page shows what came in when it was opened.</p>"""))}
            {Html.When(!record.Evidence.IsEmpty, () => Html.Of($"<h3>Sealed evidence</h3>{Shown.List([.. record.Evidence.Select(Sealed)], 12 / share, "pieces in the record")}"))}
            </section>
            """);
    }

    private static Html Item(EvidenceItem item) =>
        Html.Of($"""{Shown.Time(item.At)} <span class="source">{Shown.Word(item.Source)}:</span> {Shown.Line(item.Text)}""");

    private static Html Sealed(SealedItem item) => item.Gap.Length > 0
        ? Html.Of($"""{Shown.Line(item.Title)}: <span class="gap">could not be had:</span> {Shown.Line(item.Gap)}""")
        : Html.Of($"""{Shown.Line(item.Title)} <span class="source">{Shown.Line(item.Location)}</span> {Shown.Time(item.At)}""");
}
