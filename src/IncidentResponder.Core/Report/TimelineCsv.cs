using System.Globalization;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Report;

/// <summary>An incident's timeline as a file for spreadsheets: RFC 4180, UTF-8, times in UTC by ISO 8601. Texts are one clean line; the record itself has them to the letter.</summary>
public static class TimelineCsv
{
    // A spreadsheet's cell takes no more; an apostrophe may come before it.
    private const int LongestCell = 32_000;

    /// <summary>Writes it, oldest first.</summary>
    public static string Of(IncidentRecord record) => string.Concat(
        Timeline.Of(record).Select(entry => CsvCell.Row(
            entry.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            record.Incident.Id.Value,
            Clean(entry.Source),
            Clean(entry.Kind),
            Clean(entry.Actor),
            Clean(entry.Text),
            entry.Sequence?.ToString(CultureInfo.InvariantCulture) ?? "",
            Clean(entry.Hash)))
            .Prepend(CsvCell.Row("time_utc", "incident", "source", "kind", "actor", "text", "ledger_sequence", "ledger_hash")));

    private static string Clean(string text) => PlainText.Of(text, LongestCell);
}
