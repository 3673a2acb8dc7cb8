using System.CommandLine;
using IncidentResponder.LocalCloud.Lambda;
using IncidentResponder.LocalCloud.Moto;
using IncidentResponder.LocalCloud.Template;
using Spectre.Console;

namespace IncidentResponder.LocalCloud.Respond;

/// <summary>The commands of the local cloud. Without arguments it responds to the README's sample event and approves.</summary>
public static class CommandLine
{
    private const string SampleEvent = "test/events/guardduty-cryptocurrency-ec2.json";

    /// <summary>The root command.</summary>
    public static RootCommand Root()
    {
        var root = new RootCommand("The IncidentResponder pipeline on this machine, with no AWS account.") { Respond(), Serve() };
        root.SetAction((_, cancel) => GuardAsync(console => new RespondCommand(Sample(), console).RunAsync(cancel)));
        return root;
    }

    private static RespondOptions Sample() => new(
        new FileInfo(Path.Combine(BootstrapLocator.FindRepository(), SampleEvent)), Answer.Approve, Undo: false, Seed: true, new Dictionary<string, string>(), null);

    private static Command Respond()
    {
        var file = new Argument<FileInfo>("event") { Description = "An EventBridge event in a JSON file.", DefaultValueFactory = _ => Sample().EventFile };
        var answer = new Option<Answer>("--answer") { Description = "What the responder answers: approve, deny or none.", DefaultValueFactory = _ => Answer.Approve };
        var undo = new Option<bool>("--undo") { Description = "Undo the containment afterwards, by way of the page." };
        var bare = new Option<bool>("--no-seed") { Description = "Make nothing: the event is about things that do not exist." };
        var tags = new Option<string[]>("--tag") { Description = "A tag of the instance that is made, as name=value." };
        var report = new Option<FileInfo?>("--report") { Description = "Where to write all that is known, as JSON." };
        var command = new Command("respond", "Puts one event on the bus and follows the incident to its end.") { file, answer, undo, bare, tags, report };
        command.SetAction((parsed, cancel) => GuardAsync(console => new RespondCommand(
            new RespondOptions(
                parsed.GetValue(file)!, parsed.GetValue(answer), parsed.GetValue(undo), !parsed.GetValue(bare), TagsIn(parsed.GetValue(tags)), parsed.GetValue(report)),
            console).RunAsync(cancel)));
        return command;
    }

    private static Command Serve()
    {
        var port = new Option<int>("--port") { Description = "The port of the AWS APIs on 127.0.0.1.", DefaultValueFactory = _ => 4566 };
        var policy = new Option<FileInfo?>("--policy") { Description = "The response policy to try; the repository's own when left out." };
        var command = new Command("serve", "Keeps the local cloud up until Ctrl-C, with stand-ins for Slack and for a provider to sign in at.") { port, policy };
        command.SetAction((parsed, cancel) => GuardAsync(console => new ServeCommand(parsed.GetValue(port), parsed.GetValue(policy), console).RunAsync(cancel)));
        return command;
    }

    private static Dictionary<string, string> TagsIn(string[]? tags) =>
        (tags ?? []).Select(tag => tag.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts.Length == 2 ? parts[1] : "", StringComparer.Ordinal);

    /// <summary>Expected failures are a sentence and an exit code, not a stack trace.</summary>
    private static async Task<int> GuardAsync(Func<IAnsiConsole, Task<int>> command)
    {
        var console = AnsiConsole.Console;
        console.Profile.Width = int.MaxValue; // the terminal wraps: a link or a command that is broken here can't be copied
        try
        {
            return await command(console);
        }
        catch (Exception fault) when (fault is MotoMissingException or TemplateException or OperationCanceledException or IOException)
        {
            console.MarkupLine($"[red]{Markup.Escape(fault.Message)}[/]");
            return 3;
        }
    }
}
