using System.Collections.Immutable;
using System.Text;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Report;

namespace IncidentResponder.Functions.Page;

/// <summary>The files that a personal link gives of its incident. Reading them changes nothing.</summary>
internal static class PageExports
{
    /// <summary>The largest file that is given, in bytes: in base64 it is what a function may answer at most.</summary>
    internal const int Largest = 4_400_000;

    /// <summary>The words in the address, each with what the file is.</summary>
    internal static ImmutableArray<(string As, string What)> All { get; } =
    [
        ("html", "Report as a web page, to read or print"),
        ("md", "Report as Markdown, for the post-mortem"),
        ("csv", "Timeline as CSV, for spreadsheets"),
        ("json", "Record as JSON, to the letter"),
        ("ocsf", "Incident Finding as OCSF JSON, for a SIEM"),
    ];

    /// <summary>The file by the word in the address; null when there is none of that name.</summary>
    internal static PageExport? Of(string word, IncidentRecord record) => word switch
    {
        "html" => Named(record, "html", "text/html; charset=utf-8", Encoding.UTF8.GetBytes(IncidentReport.Of(record).ToHtml())),
        "md" => Named(record, "md", "text/markdown; charset=utf-8", Encoding.UTF8.GetBytes(IncidentReport.Of(record).ToMarkdown())),
        "csv" => Named(record, "csv", "text/csv; charset=utf-8; header=present", Encoding.UTF8.GetBytes(TimelineCsv.Of(record))),
        "json" => Named(record, "json", "application/json", RecordJson.Of(record)),
        "ocsf" => Named(record, "ocsf.json", "application/json", OcsfIncidentFinding.Of(record)),
        _ => null,
    };

    private static PageExport Named(IncidentRecord record, string extension, string type, byte[] content) =>
        new(type, $"{record.Incident.Id}.{extension}", content);
}
