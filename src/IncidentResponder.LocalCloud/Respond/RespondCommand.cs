using System.Text.Json;
using Spectre.Console;

namespace IncidentResponder.LocalCloud.Respond;

/// <summary>
/// One finding, followed from the event bus to its end: starts the cloud, makes what the finding names, puts the event,
/// answers by the page, and says what changed.
/// </summary>
/// <param name="options">What was asked.</param>
/// <param name="console">The terminal.</param>
public sealed class RespondCommand(RespondOptions options, IAnsiConsole console)
{
    /// <summary>Exit code: the incident ended as the policy and the answer intend.</summary>
    public const int AsIntended = 0;

    /// <summary>Exit code: it did not.</summary>
    public const int NotAsIntended = 1;

    /// <summary>Exit code: the event can't be used.</summary>
    public const int BadEvent = 2;

    /// <summary>Runs it.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (await ReadEventAsync(cancel) is not { } eventText)
            return BadEvent;

        await using var host = await LocalCloudHost.StartAsync(
            new LocalCloudOptions { WorkFolder = LogFolder.Make(), Say = line => console.MarkupLine($"[grey]{Markup.Escape(line)}[/]") }, cancel);
        var run = new RespondRun(host, options, new Timeline(console, host.Clock));
        var report = await run.FollowAsync(eventText, cancel);
        if (options.ReportFile is { } file)
        {
            await report.WriteAsync(file, cancel);
            console.MarkupLine($"report: {Markup.Escape(file.FullName)}");
        }

        var intended = Verdict.Of(report, options);
        console.MarkupLine(intended.AsIntended ? $"\n[green]{Markup.Escape(intended.Sentence)}[/]" : $"\n[red]{Markup.Escape(intended.Sentence)}[/]");
        return intended.AsIntended ? AsIntended : NotAsIntended;
    }

    private async Task<string?> ReadEventAsync(CancellationToken cancel)
    {
        if (!options.EventFile.Exists)
        {
            console.MarkupLine($"[red]There is no event file {Markup.Escape(options.EventFile.FullName)}; give the path of an EventBridge event, for example test/events/guardduty-cryptocurrency-ec2.json.[/]");
            return null;
        }

        var text = await File.ReadAllTextAsync(options.EventFile.FullName, cancel);
        try
        {
            using var document = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException fault)
        {
            console.MarkupLine($"[red]{Markup.Escape(options.EventFile.Name)} is no JSON at line {fault.LineNumber + 1}: {Markup.Escape(fault.Message)} Nothing was put on the bus; mend the file.[/]");
            return null;
        }
    }
}
