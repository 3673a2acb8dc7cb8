using Spectre.Console;

namespace IncidentResponder.Cli.Backtest;

/// <summary>Shows how far a long backtest is, where somebody looks on; the bar is wiped away before the answer is written.</summary>
/// <param name="terminal">The terminal that the answer is for; null when it goes elsewhere, and then nothing is shown.</param>
public sealed class BacktestProgress(IAnsiConsole? terminal)
{
    /// <summary>From so many events on a bar is shown: fewer are done before anybody could read it.</summary>
    public const int LongRun = 1000;

    /// <summary>Reads one event after the other.</summary>
    /// <param name="events">The events' files.</param>
    /// <param name="read">Reads one; false ends it.</param>
    /// <returns>Whether all were read.</returns>
    public bool ReadAll(IReadOnlyCollection<string> events, Func<string, bool> read)
    {
        if (terminal is null || events.Count < LongRun)
            return events.All(read);
        return terminal.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(progress =>
            {
                var task = progress.AddTask($"{events.Count} events", maxValue: events.Count);
                return events.All(file => Counted(task, read(file)));
            });
    }

    private static bool Counted(ProgressTask task, bool read)
    {
        task.Increment(1);
        return read;
    }
}
