using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Lambda;
using IncidentResponder.LocalCloud.Respond.Seeding;
using IncidentResponder.LocalCloud.Sns;
using Spectre.Console;

namespace IncidentResponder.LocalCloud.Respond;

/// <summary>Keeps the cloud up, with something in it to respond to, prints what to try, and shows what would be mailed.</summary>
/// <param name="port">The port of the AWS APIs; 0 for a free one.</param>
/// <param name="policy">The response policy; null for the repository's own.</param>
/// <param name="console">The terminal.</param>
public sealed class ServeCommand(int port, FileInfo? policy, IAnsiConsole console)
{
    private static readonly string[] Samples = ["securityhub-cryptocurrency-ec2.json", "securityhub-unauthorized-iam-user.json"];

    /// <summary>Runs until it is cancelled.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var host = await LocalCloudHost.StartAsync(Options(), cancel);
        host.Clock.FastForward = true;
        var timeline = new Timeline(console, host.Clock);
        var findings = await SeedAsync(host, timeline, cancel);
        using var following = new IncidentFollower(host, timeline);
        host.Sent.Arrived += Show;
        console.WriteLine(Guide.For(host, findings));
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

    /// <exception cref="FileNotFoundException">There is no such policy.</exception>
    private LocalCloudOptions Options()
    {
        if (policy is { Exists: false })
            throw new FileNotFoundException($"There is no policy {policy.FullName}; name a file, or leave --policy out.");

        var usual = new LocalCloudOptions();
        return usual with
        {
            Port = port,
            Slack = true,
            SignIn = true,
            WorkFolder = LogFolder.Make(),
            Parameters = new Dictionary<string, string> { ["ApproverEmail"] = "ada@example.com", ["SecondApproverEmail"] = "grace@example.com" },
            FunctionEnvironment = policy is null
                ? usual.FunctionEnvironment
                : new Dictionary<string, string>(usual.FunctionEnvironment) { ["POLICY_FILE"] = policy.FullName },
            Say = line => console.MarkupLine($"[grey]{Markup.Escape(line)}[/]"),
        };
    }

    /// <summary>Makes what the sample findings name, and writes the findings with those names to a file for the AWS CLI.</summary>
    private static async Task<string> SeedAsync(LocalCloudHost host, Timeline timeline, CancellationToken cancel)
    {
        var repository = BootstrapLocator.FindRepository();
        using var aws = new AwsClients(host.Endpoint, host.Api.Region);
        var findings = new JsonArray();
        foreach (var sample in Samples)
        {
            var text = await File.ReadAllTextAsync(Path.Combine(repository, "test", "events", sample), cancel);
            var world = await new EventSeeder(aws, host.Api.Account, host.Api.Region).SeedAsync(text, new Dictionary<string, string>(), cancel);
            timeline.List($"For {sample}", world.Made);
            foreach (var finding in (JsonNode.Parse(world.EventText)?["detail"]?["findings"] as JsonArray ?? []).ToArray())
                findings.Add(finding?.DeepClone());
        }

        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(repository, "artifacts", "local-cloud")).FullName, "findings.json");
        await File.WriteAllTextAsync(file, findings.ToJsonString(), cancel);
        return Path.GetRelativePath(Environment.CurrentDirectory, file);
    }

    private void Show(SentMessage message) => console.WriteLine($"\n--- {message.Subject}\n{message.Body}\n---");
}
