using System.Collections.Immutable;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Core.Report;

/// <summary>How texts come into a report: what may come from outside is made one clean line in which nothing is a link.</summary>
internal static class Written
{
    private const int Longest = 1000;

    /// <summary>Text that an attacker may have chosen.</summary>
    internal static string Foreign(string? text) => PlainText.Defanged(text, Longest);

    /// <summary>Text of the responder or of its policy: addresses of people stay as they are.</summary>
    internal static string Own(string? text) => PlainText.Of(text, Longest);

    /// <summary>A call as it is made, or a state as it was read.</summary>
    internal static string Exact(string text) => PlainText.Of(text, 2 * Longest);

    /// <summary>A time, or that it is not known.</summary>
    internal static string Time(DateTimeOffset? at) => at is { } time ? UtcText.Of(time) : "not known";

    /// <summary>A list of texts that may come from outside; nothing when there are none.</summary>
    internal static ImmutableArray<ReportBlock> Points(IEnumerable<string> items) => items.Select(Foreign).ToImmutableArray() is { IsEmpty: false } lines ? [new ReportBlock.Points(lines)] : [];

    /// <summary>A heading with what stands under it, or with the word that there is nothing.</summary>
    internal static ImmutableArray<ReportBlock> Under(string heading, ImmutableArray<ReportBlock> blocks, string none) =>
        [new ReportBlock.Heading(heading), .. blocks.IsEmpty ? [new ReportBlock.Paragraph(none)] : blocks];

    /// <summary>A table; nothing when it has no rows.</summary>
    internal static ImmutableArray<ReportBlock> Table(ImmutableArray<string> head, IEnumerable<ImmutableArray<string>> rows) =>
        rows.ToImmutableArray() is { IsEmpty: false } all ? [new ReportBlock.Table(head, all)] : [];
}
