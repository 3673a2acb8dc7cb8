using IncidentResponder.Cli.Input;
using IncidentResponder.Core.Ingest;
using Spectre.Console;

namespace IncidentResponder.Cli.Parse;

/// <summary>Reads events from files as the pipeline would, and says what it makes of them. Nothing is sent anywhere.</summary>
/// <param name="output">Where the answer goes.</param>
/// <param name="errors">Where it is said why there is none.</param>
public sealed class ParseEvents(TextWriter output, TextWriter errors)
{
    /// <summary>Reads the files.</summary>
    /// <param name="paths">Files, or folders whose files with ".json" in their names are read.</param>
    /// <param name="json">Answer with a line of JSON a file.</param>
    /// <returns>0 when all could be read, 1 when a part could not, 2 when a path is wrong.</returns>
    public int Run(IEnumerable<string> paths, bool json)
    {
        var (files, fault) = EventFiles.In(paths);
        if (fault is not null)
        {
            errors.WriteLine(fault);
            return 2;
        }

        var input = new InputFiles(errors);
        List<ParsedFile> parsed = [];
        foreach (var file in files)
        {
            if (input.Text(file, "an event") is not { } text)
                return 2;

            ParsedFile read = new(file, EventReader.Read(text));
            parsed.Add(read);
            if (json)
                output.WriteLine(read.AsJson());
        }

        if (!json)
            Show(parsed);

        return parsed.Exists(file => file.Outcome == "error") ? 1 : 0;
    }

    private void Show(List<ParsedFile> parsed)
    {
        var toPeople = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = toPeople ? AnsiSupport.Detect : AnsiSupport.No,
        });
        if (!toPeople)
            console.Profile.Width = 4096; // whoever reads from a pipe wants a result a line

        console.Write(ParseTable.Of(parsed));
        var outcomes = parsed.GroupBy(file => file.Outcome).OrderBy(group => group.Key, StringComparer.Ordinal);
        console.WriteLine($"{parsed.Count} file{(parsed.Count == 1 ? "" : "s")}: {string.Join(", ", outcomes.Select(group => $"{group.Count()} {group.Key}"))}.");
    }
}
