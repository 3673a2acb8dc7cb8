using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Core.Report;

/// <summary>How fast the incidents of some days were answered, and how they ended, as a report and for other programs.</summary>
/// <param name="Since">The first day, in UTC.</param>
/// <param name="Until">The last day, in UTC.</param>
/// <param name="Groups">All incidents, then those of each severity.</param>
public sealed record ResponseTimesReport(DateOnly Since, DateOnly Until, ImmutableArray<ResponseTimes> Groups)
{
    private string Days => string.Create(CultureInfo.InvariantCulture, $"{Since:yyyy-MM-dd} to {Until:yyyy-MM-dd}");

    /// <summary>As a report, to be written as Markdown or as a page.</summary>
    public IncidentReport ToReport() => new(
        $"Response times, {Days}",
        [
            new(
                "Method",
                [
                    new ReportBlock.Paragraph("Incidents count on the UTC day on which they were opened. p50 and p90 are by nearest rank: times that were measured, which half and nine in ten did not exceed. A span counts where both its ends are known."),
                ]),
            .. Groups.Select(Section),
        ]);

    /// <summary>A line a group and span, by RFC 4180, in seconds.</summary>
    public string ToCsv() => string.Concat(
        Groups.SelectMany(group => group.Spans.Select(span => CsvCell.Row(group.Group, span.Name, $"{span.Count}", Seconds(span.P50), Seconds(span.P90))))
            .Prepend(CsvCell.Row("group", "span", "incidents", "p50_seconds", "p90_seconds")));

    /// <summary>As JSON, in UTF-8; times in milliseconds, rates from 0 to 1 and null where there is nothing to be counted.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("since", Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("until", Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteStartArray("groups");
            foreach (var group in Groups)
                Write(json, group);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static ReportSection Section(ResponseTimes group) => new(
        group.Group == "all" ? "All incidents" : $"Severity {group.Group}",
        [
            new ReportBlock.Facts(
            [
                ("Incidents", $"{group.Incidents}"),
                ("Contained", $"{group.Contained}"),
                ("Questions approved", $"{group.Approved} ({Percent(group.ApprovalRate)})"),
                ("Questions denied", $"{group.Denied}"),
                ("Questions expired", $"{group.Expired} ({Percent(group.ExpiryRate)})"),
                ("Changed something", $"{group.Changed}"),
                ("Undone, wholly or in part", $"{group.Undone} ({Percent(group.UndoRate)})"),
            ]),
            .. Written.Table(
                ["span", "incidents", "p50", "p90"],
                group.Spans.Select(span => ImmutableArray.Create(span.Title, $"{span.Count}", UtcText.Span(span.P50), UtcText.Span(span.P90)))),
        ]);

    private static void Write(Utf8JsonWriter json, ResponseTimes group)
    {
        json.WriteStartObject();
        json.WriteString("group", group.Group);
        json.WriteNumber("incidents", group.Incidents);
        json.WriteNumber("contained", group.Contained);
        json.WriteNumber("approved", group.Approved);
        json.WriteNumber("denied", group.Denied);
        json.WriteNumber("expired", group.Expired);
        json.WriteNumber("changed", group.Changed);
        json.WriteNumber("undone", group.Undone);
        WriteRate(json, "approvalRate", group.ApprovalRate);
        WriteRate(json, "expiryRate", group.ExpiryRate);
        WriteRate(json, "undoRate", group.UndoRate);
        json.WriteStartObject("spans");
        foreach (var span in group.Spans)
        {
            json.WriteStartObject(span.Name);
            json.WriteNumber("incidents", span.Count);
            json.WriteNumber("p50", (long)span.P50.TotalMilliseconds);
            json.WriteNumber("p90", (long)span.P90.TotalMilliseconds);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRate(Utf8JsonWriter json, string name, double? rate)
    {
        if (rate is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Percent(double? rate) => rate is { } known ? $"{Math.Round(100 * known).ToString(CultureInfo.InvariantCulture)} %" : "none to count";
}
