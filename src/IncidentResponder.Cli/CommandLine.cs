using System.CommandLine;
using IncidentResponder.Cli.Verify;

namespace IncidentResponder.Cli;

/// <summary>The commands of `ir`, in one place.</summary>
public static class CommandLine
{
    /// <summary>Makes the command line.</summary>
    /// <param name="output">Where answers go.</param>
    /// <param name="errors">Where it is said what went wrong.</param>
    public static RootCommand Create(TextWriter output, TextWriter errors) =>
        new("What operators of IncidentResponder run.") { Verify(output, errors) };

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
