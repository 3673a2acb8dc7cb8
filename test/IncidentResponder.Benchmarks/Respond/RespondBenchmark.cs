using System.Diagnostics;
using IncidentResponder.Core.Decide;
using IncidentResponder.LocalCloud;
using IncidentResponder.LocalCloud.Respond;
using IncidentResponder.LocalCloud.StepFunctions;
using Spectre.Console;

namespace IncidentResponder.Benchmarks.Respond;

/// <summary>
/// Incidents on the local cloud, one after another, every second one asking a person first. Real time from PutEvents to the first
/// confirmed verification (waits are jumped over, so they are not in it), processor time of the functions, calls, transitions, cost.
/// </summary>
internal static class RespondBenchmark
{
    /// <summary>Runs it and prints the table.</summary>
    public static async Task<int> RunAsync(int incidents)
    {
        await using var host = await LocalCloudHost.StartAsync(new LocalCloudOptions(), default);
        var askFirst = new List<IncidentSample>();
        var containNow = new List<IncidentSample>();
        await OneAsync(host, sandbox: true);
        for (var number = 0; number < incidents; number++)
            (number % 2 == 0 ? askFirst : containNow).Add(await OneAsync(host, sandbox: number % 2 == 1));

        Console.WriteLine($"{"",-12} {"incidents",9} {"p50 ms",8} {"p95 ms",8} {"CPU ms",8} {"calls",6} {"transitions",11} {"US$",10}   (PutEvents to verified containment, injected waits not counted)");
        Print(nameof(ResponseMode.AskFirst), askFirst);
        Print(nameof(ResponseMode.ContainNow), containNow);
        Console.WriteLine("aim: ≤ 150 ms CPU, ≤ 25 transitions an incident");
        return 0;
    }

    private static async Task<IncidentSample> OneAsync(LocalCloudHost host, bool sandbox)
    {
        // The policy lets only so many incidents be opened, and contained without a question, in a time.
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(11), default);
        var options = new RespondOptions(
            new FileInfo("event"), Answer.Approve, Undo: false, Seed: true,
            sandbox ? new Dictionary<string, string> { ["environment"] = "sandbox" } : [], null);
        var contained = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var following = host.StepFunctions.Follow(moment =>
        {
            if (moment is { Kind: MomentKind.StateExited, State: "Verify" })
                contained.TrySetResult(Stopwatch.GetTimestamp());
        });
        var silent = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        var before = Usage(host);
        var callsBefore = host.Counts.FromFunctions.ToDictionary();
        var run = new RespondRun(host, options, new Timeline(silent, host.Clock));
        var report = await run.FollowAsync(await EventTextAsync(), default);
        var after = Usage(host);
        var calls = host.Counts.FromFunctions.ToDictionary(c => c.Key, c => c.Value - callsBefore.GetValueOrDefault(c.Key));
        return new IncidentSample(
            Stopwatch.GetElapsedTime(run.PutAt, await contained.Task).TotalMilliseconds,
            (after.Processor - before.Processor).TotalMilliseconds,
            calls.Values.Sum(),
            report.Transitions,
            Cost(calls, report.Transitions, after.Invocations - before.Invocations, after.Duration - before.Duration));
    }

    private static (TimeSpan Processor, int Invocations, TimeSpan Duration) Usage(LocalCloudHost host)
    {
        var all = host.Functions.Names.Select(host.Functions.UsageOf).ToArray();
        return (
            all.Aggregate(TimeSpan.Zero, (sum, usage) => sum + usage.ProcessorTime),
            all.Sum(usage => usage.Invocations),
            all.Aggregate(TimeSpan.Zero, (sum, usage) => sum + usage.Duration));
    }

    private static decimal Cost(Dictionary<string, int> calls, int transitions, int invocations, TimeSpan duration) =>
        (transitions * ListPrices.StateTransition)
        + (invocations * ListPrices.LambdaRequest)
        + ((decimal)duration.TotalSeconds * 0.25m * ListPrices.LambdaGigabyteSecond)
        + calls.Sum(call => call.Value * ListPrices.OfCall(call.Key));

    private static Task<string> EventTextAsync() =>
        File.ReadAllTextAsync(Path.Combine(LocalCloud.Lambda.BootstrapLocator.FindRepository(), "test/events/guardduty-cryptocurrency-ec2.json"));

    private static void Print(string name, List<IncidentSample> samples) => Console.WriteLine(
        $"{name,-12} {samples.Count,9} {At(samples, 0.5, s => s.Milliseconds),8:0} {At(samples, 0.95, s => s.Milliseconds),8:0} {At(samples, 0.5, s => s.ProcessorMilliseconds),8:0} "
        + $"{At(samples, 0.5, s => s.Calls),6:0} {At(samples, 0.5, s => s.Transitions),11:0} {At(samples, 0.5, s => (double)s.Cost),10:0.000000}");

    private static double At(List<IncidentSample> samples, double quantile, Func<IncidentSample, double> value)
    {
        var sorted = samples.Select(value).Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(quantile * sorted.Length))];
    }
}
