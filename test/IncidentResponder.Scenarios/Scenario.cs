using System.Text.Json;
using IncidentResponder.Core;
using IncidentResponder.Core.Records;
using IncidentResponder.LocalCloud;
using IncidentResponder.LocalCloud.Lambda;
using IncidentResponder.LocalCloud.Respond;
using Spectre.Console;

namespace IncidentResponder.Scenarios;

/// <summary>Runs one event on the shared cloud as `respond` does, printing its timeline to the test's output.</summary>
public static class Scenario
{
    public const string CryptoMining = "guardduty-cryptocurrency-ec2.json";
    public const string StolenKey = "guardduty-unauthorized-iam-user.json";

    public static string EventText(string name) => File.ReadAllText(Path.Combine(BootstrapLocator.FindRepository(), "test", "events", name));

    /// <summary>The event under another finding id, so that it is another finding.</summary>
    public static string Fresh(string name, string suffix)
    {
        var text = EventText(name);
        using var document = JsonDocument.Parse(text);
        var id = document.RootElement.GetProperty("detail").GetProperty("id").GetString()!;
        return text.Replace(id, id[..^suffix.Length] + suffix, StringComparison.Ordinal);
    }

    public static async Task<RespondReport> RunAsync(
        LocalCloudHost host, string eventText, Answer answer = Answer.Approve, bool undo = false, bool seed = true, Dictionary<string, string>? tags = null,
        Func<IncidentId, CancellationToken, Task>? undoElsewhere = null)
    {
        // The policy lets only so many incidents be opened, and contained without a question, in a time.
        // A second report of the same finding, which comes at the same moment, may take a token as well.
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(31), TestContext.Current.CancellationToken);
        var lines = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(lines), Ansi = AnsiSupport.No });
        console.Profile.Width = 200;
        try
        {
            var options = new RespondOptions(new FileInfo("event"), answer, undo || undoElsewhere is not null, seed, tags ?? [], null);
            return await new RespondRun(host, options, new Timeline(console, host.Clock)) { UndoElsewhere = undoElsewhere }.FollowAsync(eventText, TestContext.Current.CancellationToken);
        }
        finally
        {
            TestContext.Current.TestOutputHelper?.WriteLine(lines.ToString());
        }
    }

    public static IncidentRecord RecordOf(RespondReport report) => report.Record ?? throw new InvalidOperationException("No incident was opened.");
}
