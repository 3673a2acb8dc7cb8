using IncidentResponder.LocalCloud.Sns;
using Spectre.Console;

namespace IncidentResponder.LocalCloud.Respond;

/// <summary>Keeps the cloud up, prints what to try, and shows what would be mailed.</summary>
/// <param name="port">The port of the AWS APIs; 0 for a free one.</param>
/// <param name="console">The terminal.</param>
public sealed class ServeCommand(int port, IAnsiConsole console)
{
    /// <summary>Runs until it is cancelled.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var host = await LocalCloudHost.StartAsync(
            new LocalCloudOptions { Port = port, Say = line => console.MarkupLine($"[grey]{Markup.Escape(line)}[/]") }, cancel);
        host.Clock.FastForward = true;
        using var following = new IncidentFollower(host, new Timeline(console, host.Clock));
        host.SentMessages.Arrived += Show;
        console.WriteLine(Guide.For(host));
        try
        {
            await Task.Delay(Timeout.Infinite, cancel);
        }
        catch (OperationCanceledException)
        {
            console.WriteLine("Stopping what was started.");
        }

        return 0;
    }

    private void Show(SentMessage message) => console.WriteLine($"\n--- {message.Subject}\n{message.Body}\n---");
}
