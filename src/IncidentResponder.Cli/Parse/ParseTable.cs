using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Notify;
using Spectre.Console;

namespace IncidentResponder.Cli.Parse;

/// <summary>Shows parsed files to people, a row a result. Whatever came from an event is made harmless on its way in.</summary>
internal static class ParseTable
{
    private const int Widest = 300;

    public static Table Of(IEnumerable<ParsedFile> files)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("File", "Outcome", "What", "Where");
        foreach (var file in files)
        {
            foreach (var result in file.Results)
                table.AddRow(Row(file, result));
        }

        return table;
    }

    private static string[] Row(ParsedFile file, Ingested result) =>
    [
        Shown(file.File),
        result switch
        {
            Ingested.Understood => "[green]finding[/]",
            Ingested.Ignored => "[grey]ignored[/]",
            _ => "[red]error[/]",
        },
        Shown(result is Ingested.Understood(var read) ? $"{read.Source} {read.Type} {read.ControlId} ({read.Severity})" : ParsedFile.ReasonOf(result)),
        Shown(ParsedFile.FindingOf(result) is { } finding ? $"{finding.Resources[0].Type} {finding.Resources[0].Id}, {finding.Account} {finding.Region}" : ""),
    ];

    private static string Shown(string text) => Markup.Escape(PlainText.Of(text, Widest));
}
