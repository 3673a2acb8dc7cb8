using System.Collections.Immutable;
using IncidentResponder.Cli.Input;
using IncidentResponder.Core.Ingest;
using Spectre.Console;

namespace IncidentResponder.Cli.Backtest;

/// <summary>Says what a policy would have done about a folder of past events, and what another would have done instead.</summary>
/// <param name="output">Where the answer goes.</param>
/// <param name="errors">Where it is said why there is none.</param>
/// <param name="terminal">The terminal that the output is, for a progress bar; null when it is none.</param>
public sealed class RunBacktest(TextWriter output, TextWriter errors, IAnsiConsole? terminal)
{
    /// <summary>Runs it.</summary>
    /// <param name="paths">Events and folders of them.</param>
    /// <param name="policy">The policy; the shipped one when null.</param>
    /// <param name="against">Another policy to compare with; none when null.</param>
    /// <param name="form">How to write it.</param>
    /// <returns>0 when it ran, 2 when a file can't be read.</returns>
    public int Run(string[] paths, string? policy, string? against, BacktestForm form)
    {
        var files = new InputFiles(errors);
        var (events, fault) = EventFiles.In(paths);
        if (fault is not null)
            errors.WriteLine(fault);
        if (fault is not null || files.Policy(policy ?? InputFiles.ShippedPolicy) is not { } reading)
            return 2;
        var other = against is null ? null : files.Policy(against);
        if (against is not null && other is null)
            return 2;

        var progress = new BacktestProgress(form is BacktestForm.Text ? terminal : null);
        var report = Read(events, files, progress, new(reading), other is null ? null : new(other));
        if (report is null)
            return 2;
        output.WriteLine(form switch
        {
            BacktestForm.Json => report.Json(),
            BacktestForm.Csv => report.Csv(),
            _ => report.Text(),
        });
        return 0;
    }

    private static BacktestReport? Read(IReadOnlyList<string> events, InputFiles files, BacktestProgress progress, Backtest policy, Backtest? other)
    {
        var (decided, otherwise) = (ImmutableArray.CreateBuilder<PastDecision>(), ImmutableArray.CreateBuilder<PastDecision>());
        var (ignored, unreadable) = (0, 0);
        var all = progress.ReadAll(events, file =>
        {
            if (files.Text(file, "an event") is not { } text)
                return false;
            var results = EventReader.Read(text);
            ignored += results.Count(result => result is Ingested.Ignored);
            unreadable += results.Count(result => result is Ingested.Unreadable);
            decided.AddRange(policy.Decide(file, results));
            if (other is not null)
                otherwise.AddRange(other.Decide(file, results));
            return true;
        });
        return all ? new(events.Count, ignored, unreadable, decided.ToImmutable(), other is null ? null : otherwise.ToImmutable()) : null;
    }
}
