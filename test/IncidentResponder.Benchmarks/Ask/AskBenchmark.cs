using System.Diagnostics;
using System.Text.Json;
using IncidentResponder.LocalCloud;
using IncidentResponder.LocalCloud.Lambda;
using IncidentResponder.LocalCloud.Respond.Seeding;
using IncidentResponder.LocalCloud.Sns;

namespace IncidentResponder.Benchmarks.Ask;

/// <summary>
/// How long people wait: from the event to the question, by mail and in Slack, and from a press in Slack to the card that shows it. The
/// share that is ours is the functions' processor time; the rest is the emulators, the state machine and waiting between them.
/// </summary>
internal static class AskBenchmark
{
    /// <summary>Runs it and prints the table.</summary>
    public static async Task<int> RunAsync(int questions)
    {
        await using var host = await LocalCloudHost.StartAsync(
            new LocalCloudOptions { Slack = true, Parameters = new Dictionary<string, string> { ["ApproverEmail"] = "ada@example.com" } }, default);
        await OneAsync(host, 0);
        List<AskSample> samples = [];
        for (var number = 1; number <= questions; number++)
            samples.Add(await OneAsync(host, number));

        Console.WriteLine($"{"",-40} {"p50 ms",8} {"p95 ms",8} {"ours",6}   ({questions} questions, functions warm)");
        Print("event to question by mail", samples, one => one.ToMail, null);
        Print("event to question in Slack", samples, one => one.ToCard, one => one.AskingProcessor);
        Print("press to acknowledgement", samples, one => one.ToAcknowledgement, null);
        Print("press to visible decision", samples, one => one.ToVisible, one => one.AnsweringProcessor);
        return 0;
    }

    private static async Task<AskSample> OneAsync(LocalCloudHost host, int number)
    {
        // The policy lets only so many incidents be opened in a time.
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(31), default);
        using var aws = new AwsClients(host.Endpoint, host.Api.Region);
        var text = await File.ReadAllTextAsync(Path.Combine(BootstrapLocator.FindRepository(), "test/events/guardduty-cryptocurrency-ec2.json"));
        var world = await new EventSeeder(aws, host.Api.Account, host.Api.Region).SeedAsync(text, new Dictionary<string, string>(), default);
        using var finding = JsonDocument.Parse(world.EventText);
        host.GuardDuty.Keep((System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(finding.RootElement.GetProperty("detail").GetRawText())!);

        TaskCompletionSource<long> mailed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Arrived(SentMessage message)
        {
            if (message.Kind == "Question")
                mailed.TrySetResult(Stopwatch.GetTimestamp());
        }

        host.Sent.Arrived += Arrived;
        var slack = host.Slack!.Workspace;
        var (shown, before, put) = (slack.Cards.Count(), Processor(host), Stopwatch.GetTimestamp());
        await host.PutEventAsync(finding.RootElement, default);
        await slack.UntilAsync(one => one.Cards.Count() > shown && one.Cards.Last().Buttons.Contains("deny"), default);
        var (carded, asked) = (Stopwatch.GetTimestamp(), Processor(host));

        var (pressed, card) = (Stopwatch.GetTimestamp(), slack.Cards.Last());
        await host.Slack.ClickAsync("U0ADA", card, "deny", default);
        var acknowledged = Stopwatch.GetTimestamp();
        await slack.UntilAsync(one => one.Cards.Last() is var now && !now.Buttons.Contains("deny"), default);
        var (visible, answered) = (Stopwatch.GetTimestamp(), Processor(host));
        host.Sent.Arrived -= Arrived;
        return new(
            Between(put, await mailed.Task), Between(put, carded), (asked - before).TotalMilliseconds,
            Between(pressed, acknowledged), Between(pressed, visible), (answered - asked).TotalMilliseconds);
    }

    private static double Between(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;

    private static TimeSpan Processor(LocalCloudHost host) =>
        host.Functions.Names.Select(host.Functions.UsageOf).Aggregate(TimeSpan.Zero, (sum, usage) => sum + usage.ProcessorTime);

    private static void Print(string name, List<AskSample> samples, Func<AskSample, double> value, Func<AskSample, double>? ours)
    {
        var share = ours is null ? "" : $"{At(samples, 0.5, one => 100 * ours(one) / value(one)):0} %";
        Console.WriteLine($"{name,-40} {At(samples, 0.5, value),8:0} {At(samples, 0.95, value),8:0} {share,6}");
    }

    private static double At(List<AskSample> samples, double quantile, Func<AskSample, double> value)
    {
        var sorted = samples.Select(value).Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(quantile * sorted.Length))];
    }
}
