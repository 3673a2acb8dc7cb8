using System.CommandLine;
using IncidentResponder.Cli.Parse;
using IncidentResponder.Cli.Verify;

namespace IncidentResponder.Cli;

/// <summary>The commands of `ir`, in one place.</summary>
public static class CommandLine
{
    /// <summary>Makes the command line.</summary>
    /// <param name="output">Where answers go.</param>
    /// <param name="errors">Where it is said what went wrong.</param>
    public static RootCommand Create(TextWriter output, TextWriter errors) =>
        new("What operators of IncidentResponder run.") { Parse(output, errors), Verify(output, errors) };

    private static Command Parse(TextWriter output, TextWriter errors)
    {
        Argument<string[]> paths = new("PATH") { Description = "Events as JSON: files, or folders of them.", Arity = ArgumentArity.OneOrMore };
        Option<bool> json = new("--json") { Description = "Answer with a line of JSON a file: file, outcome (finding, ignored or error), reason, findings." };
        Command command = new("parse", "Shows what the pipeline makes of events, without AWS. Exits 0 when all can be read, 1 when one can't, 2 when a path is wrong.")
        {
            paths, json,
        };
        command.SetAction(parsed => new ParseEvents(output, errors).Run(parsed.GetRequiredValue(paths), parsed.GetValue(json)));
        return command;
    }

    private static Command Verify(TextWriter output, TextWriter errors)
    {
        Argument<FileInfo> file = new("FILE") { Description = "A sealed ledger.json, or a report that holds a ledger." };
        Option<string?> head = new("--head") { Description = "The hash that the last entry must have, noted elsewhere: finds entries removed from the end." };
        Option<bool> json = new("--json") { Description = "Answer as JSON." };
        Command command = new("verify", "Recomputes the chain of a ledger, without AWS. Exits 0 when it holds, 1 when not, 2 when there is none to check.")
        {
            file, head, json,
        };
        command.SetAction(parsed =>
            new VerifyLedger(output, errors).Run(parsed.GetRequiredValue(file), parsed.GetValue(head), parsed.GetValue(json)));
        return command;
    }
}
