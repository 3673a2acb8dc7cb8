using System.CommandLine;
using Amazon.S3;
using IncidentResponder.Cli.Backtest;
using IncidentResponder.Cli.Decide;
using IncidentResponder.Cli.DryRun;
using IncidentResponder.Cli.Evidence;
using IncidentResponder.Cli.Operator;
using IncidentResponder.Cli.Parse;
using IncidentResponder.Cli.Policy;
using IncidentResponder.Cli.Remediations;
using IncidentResponder.Cli.Report;
using IncidentResponder.Cli.Undo;
using IncidentResponder.Cli.Verify;
using Spectre.Console;

namespace IncidentResponder.Cli;

/// <summary>The commands of `ir`, in one place.</summary>
public static class CommandLine
{
    /// <summary>Makes the command line.</summary>
    /// <param name="output">Where answers go.</param>
    /// <param name="errors">Where it is said what went wrong.</param>
    /// <param name="clock">The time.</param>
    /// <param name="terminal">The terminal that the output is; null when it is none.</param>
    public static RootCommand Create(TextWriter output, TextWriter errors, TimeProvider clock, IAnsiConsole? terminal = null) =>
        new("What operators of IncidentResponder run.")
        {
            Parse(output, errors), Decide(output, errors, clock), DryRun(output, errors, clock), Policy(output, errors, clock), Backtest(output, errors, terminal), Undo(output, errors, clock), Report(output, errors, clock), Verify(output, errors), Evidence(output, errors), Remediations(output, errors),
        };

    private static Command Decide(TextWriter output, TextWriter errors, TimeProvider clock)
    {
        Argument<string> file = new("EVENT") { Description = "An event as EventBridge delivers it." };
        Option<string?> facts = new("--facts") { Description = "What is known of the target, as JSON; an ordinary target without tags is assumed." };
        var (policy, json) = (PolicyOption(), JsonOption());
        Command command = new("decide", "Says what the policy decides about an event, and why. Exits 1 when a finding can't be read.") { file, policy, facts, json };
        command.SetAction(parsed =>
            new DecideEvent(output, errors, clock).Run(parsed.GetRequiredValue(file), parsed.GetValue(policy), parsed.GetValue(facts), parsed.GetValue(json)));
        return command;
    }

    private static Command DryRun(TextWriter output, TextWriter errors, TimeProvider clock)
    {
        Argument<string> file = new("EVENT") { Description = "An event as EventBridge delivers it." };
        var (policy, json) = (PolicyOption(), JsonOption());
        Command command = new("dry-run", "Reads the event's target in AWS and prints what would be done about it, to the call; changes nothing. Exits 1 when a finding can't be read, 2 when AWS can't.") { file, policy, json };
        command.SetAction((parsed, cancel) =>
            new DryRunEvent(output, errors, clock, OperatorAccount.FromMachine).RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(policy), parsed.GetValue(json), cancel));
        return command;
    }

    private static Command Undo(TextWriter output, TextWriter errors, TimeProvider clock)
    {
        Argument<string> incident = new("INCIDENT") { Description = "The incident's id, as notices name it." };
        Option<int?> step = new("--step") { Description = "The one step to undo; all of them unless named." };
        Option<string> stack = new("--stack") { Description = "The stack of the deployment.", DefaultValueFactory = _ => "incident-responder" };
        Option<bool> yes = new("--yes") { Description = "Undo it; otherwise it is only shown what would be undone." };
        var json = JsonOption();
        Command command = new("undo", "Puts back what a containment changed, last step first, and waits for the end. Exits 1 when something was not put back, 2 when it could not be asked for.") { incident, step, stack, yes, json };
        command.SetAction((parsed, cancel) => new UndoIncident(output, errors, clock, FindAsync).RunAsync(
            parsed.GetRequiredValue(incident), parsed.GetValue(step), parsed.GetRequiredValue(stack), parsed.GetValue(yes), parsed.GetValue(json), cancel));
        return command;
    }

    private static Command Report(TextWriter output, TextWriter errors, TimeProvider clock)
    {
        Argument<string?> incident = new("INCIDENT") { Description = "The incident's id, as notices name it.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> since = new("--since") { Description = "Instead of an incident: how fast those were answered that were opened from this day on, as 2026-01-14." };
        Option<string?> until = new("--until") { Description = "The last day; today unless named." };
        Option<string> stack = new("--stack") { Description = "The stack of the deployment.", DefaultValueFactory = _ => "incident-responder" };
        Option<ReportFormat> format = new("--format") { Description = "md, html, json, csv or ocsf.", DefaultValueFactory = _ => ReportFormat.Md };
        Option<string?> file = new("--out") { Description = "The file to write; the terminal unless named." };
        Command command = new("report", "Writes the report of an incident for the post-mortem, or the response times of some days. Changes nothing. Exits 2 when there is none.") { incident, since, until, stack, format, file };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(incident) is null == parsed.GetValue(since) is null)
                parsed.AddError("Name an incident, or the first day by --since: one of the two.");
        });
        command.SetAction((parsed, cancel) => parsed.GetValue(incident) is { } id
            ? new ReportIncident(output, errors, FindAsync).RunAsync(id, parsed.GetRequiredValue(stack), parsed.GetValue(format), parsed.GetValue(file), cancel)
            : new ReportPeriod(output, errors, clock, FindAsync).RunAsync(parsed.GetRequiredValue(since)!, parsed.GetValue(until), parsed.GetRequiredValue(stack), parsed.GetValue(format), parsed.GetValue(file), cancel));
        return command;
    }

    private static Command Policy(TextWriter output, TextWriter errors, TimeProvider clock)
    {
        Argument<string> file = new("FILE") { Description = "A response policy." };
        Option<string?> cases = new("--cases") { Description = "Its cases; NAME.cases.json beside it unless named." };
        var json = JsonOption();
        Command check = new("check", "Checks form, unreachable rules, suppressions that are over, and cases. Exits 1 when something is wrong.") { file, cases, json };
        check.SetAction(parsed =>
            new CheckPolicy(output, errors, clock).Run(parsed.GetRequiredValue(file), parsed.GetValue(cases), parsed.GetValue(json)));
        return new("policy", "What concerns the response policy.") { check };
    }

    private static Command Backtest(TextWriter output, TextWriter errors, IAnsiConsole? terminal)
    {
        Argument<string[]> paths = new("PATH") { Description = "Events, or folders of them.", Arity = ArgumentArity.OneOrMore };
        Option<string?> against = new("--against") { Description = "Another policy: the differences are listed." };
        Option<bool> csv = new("--csv") { Description = "A line a finding." };
        var (policy, json) = (PolicyOption(), JsonOption());
        Command command = new("backtest", "Says what a policy would have done about past events.") { paths, policy, against, json, csv };
        command.SetAction(parsed => new RunBacktest(output, errors, terminal).Run(
            parsed.GetRequiredValue(paths),
            parsed.GetValue(policy),
            parsed.GetValue(against),
            parsed.GetValue(json) ? BacktestForm.Json : parsed.GetValue(csv) ? BacktestForm.Csv : BacktestForm.Text));
        return command;
    }

    private static Command Remediations(TextWriter output, TextWriter errors)
    {
        Option<string?> write = new("--write") { Description = "The folder of the repository: writes its member account's template and its pages about remediations." };
        var json = JsonOption();
        Command command = new("remediations", "Lists every power of the responder: what it acts on, its risk, whether it can be undone, and what it may do.") { json, write };
        command.SetAction(parsed => parsed.GetValue(write) is { } folder
            ? new ListRemediations(output, errors).Write(folder)
            : new ListRemediations(output, errors).Run(parsed.GetValue(json)));
        return command;
    }

    private static Task<Deployment?> FindAsync(string stack, CancellationToken cancel) => Deployment.FindAsync(OperatorAccount.FromMachine(), stack, cancel);

    private static Option<string?> PolicyOption() => new("--policy") { Description = "The policy; the shipped one unless named." };

    private static Option<bool> JsonOption() => new("--json") { Description = "Answer as JSON." };

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
        var json = JsonOption();
        Command command = new("verify", "Recomputes the chain of a ledger, without AWS. Exits 0 when it holds, 1 when not, 2 when there is none to check.")
        {
            file, head, json,
        };
        command.SetAction(parsed =>
            new VerifyLedger(output, errors).Run(parsed.GetRequiredValue(file), parsed.GetValue(head), parsed.GetValue(json)));
        return command;
    }

    private static Command Evidence(TextWriter output, TextWriter errors)
    {
        Argument<string> place = new("PLACE") { Description = "A folder with an incident's evidence, or s3://BUCKET/PREFIX." };
        Option<string?> key = new("--key") { Description = "The public key as PEM, kept elsewhere: finds a manifest that was made anew and signed with another key." };
        var json = JsonOption();
        Command verify = new("verify", "Checks sealed evidence: the manifest's chain, each file, the signature. Exits 0 when it holds, 1 when not, 2 when there is none to check.")
        {
            place, key, json,
        };
        verify.SetAction((parsed, cancel) =>
            new VerifyEvidence(output, errors, () => new AmazonS3Client()).RunAsync(parsed.GetRequiredValue(place), parsed.GetValue(key), parsed.GetValue(json), cancel));
        return new("evidence", "What concerns sealed evidence.") { verify };
    }
}
