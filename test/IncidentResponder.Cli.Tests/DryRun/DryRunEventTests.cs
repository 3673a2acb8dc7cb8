using System.Text.Json.Nodes;
using Amazon.Runtime;
using IncidentResponder.Cli.DryRun;
using IncidentResponder.Cli.Operator;
using IncidentResponder.LocalCloud.Moto;
using IncidentResponder.LocalCloud.Respond;
using IncidentResponder.LocalCloud.Respond.Seeding;
using IncidentResponder.Testing;

namespace IncidentResponder.Cli.Tests.DryRun;

public sealed class DryRunEventTests : IAsyncLifetime
{
    private const string Account = "123456789012";

    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly string _event = Path.GetTempFileName();
    private MotoProcess _moto = null!;
    private AwsClients _aws = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _moto = await MotoProcess.StartAsync(Console.Error.WriteLine, Cancel);
        _aws = new(_moto.Endpoint, Some.Region);
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(_event);
        _aws.Dispose();
        await _moto.DisposeAsync();
        await _output.DisposeAsync();
        await _errors.DisposeAsync();
    }

    [Fact]
    public async Task DryRun_LiveInstance_PrintsEveryCallOfItsInterfacesAndChangesNothing()
    {
        var world = await SeedAsync("guardduty-cryptocurrency-ec2.json");
        var before = await WorldSnapshot.ReadAsync(_aws, world, Cancel);

        (await RunAsync()).ShouldBe(0, _errors.ToString());

        var said = _output.ToString();
        said.ShouldContain("AskFirst by rule 'mining'");
        foreach (var networkInterface in before.Facts.Keys.Where(name => name.EndsWith("security groups", StringComparison.Ordinal)))
            said.ShouldContain($"ec2:ModifyNetworkInterfaceAttribute {networkInterface.Split(' ')[1]}", customMessage: string.Join("\n", before.Facts.Keys));
        said.ShouldContain("autoscaling:DetachInstances");
        said.ShouldContain("nothing was changed; the pipeline would ask first");
        before.ChangesTo(await WorldSnapshot.ReadAsync(_aws, world, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task DryRun_StolenKey_SaysItAsJson()
    {
        var world = await SeedAsync("guardduty-unauthorized-iam-user.json");
        var before = await WorldSnapshot.ReadAsync(_aws, world, Cancel);

        (await RunAsync(json: true)).ShouldBe(0, _errors.ToString());

        var steps = JsonNode.Parse(_output.ToString())!["decision"]!["plan"]!["steps"]!.AsArray();
        steps.ShouldContain(step => step!["remediation"]!.GetValue<string>() == "Iam/DeactivateAccessKey");
        before.ChangesTo(await WorldSnapshot.ReadAsync(_aws, world, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task DryRun_TargetIsGone_SaysWhyNothingWouldBeDone()
    {
        await File.WriteAllTextAsync(_event, Text("guardduty-cryptocurrency-ec2.json"), Cancel);

        (await RunAsync()).ShouldBe(0, _errors.ToString());

        _output.ToString().ShouldStartWith("NotifyOnly");
        _output.ToString().ShouldContain("  not read ");
    }

    [Fact]
    public async Task DryRun_NobodyIsSignedIn_SaysWhatToDo()
    {
        await File.WriteAllTextAsync(_event, Text("guardduty-cryptocurrency-ec2.json"), Cancel);

        (await RunAsync(() => throw new AmazonClientException("No Region is set; set AWS_REGION."))).ShouldBe(2);

        _errors.ToString().ShouldContain("Sign in to the account of the event's target");
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task DryRun_NoSuchFile_NamesIt()
    {
        File.Delete(_event);

        (await RunAsync()).ShouldBe(2);

        _errors.ToString().ShouldContain(_event);
    }

    private static string Text(string name) =>
        File.ReadAllText(Repository.PathOf("test", "events", name)).Replace(Some.Account.Value, Account, StringComparison.Ordinal);

    private async Task<SeededWorld> SeedAsync(string name)
    {
        var world = await new EventSeeder(_aws, Account, Some.Region).SeedAsync(Text(name), new Dictionary<string, string>(), Cancel);
        await File.WriteAllTextAsync(_event, world.EventText, Cancel);
        return world;
    }

    private Task<int> RunAsync(Func<OperatorAccount>? signIn = null, bool json = false)
    {
        OperatorAccount account = new(new BasicAWSCredentials("test", "test"), Some.Region, _moto.Endpoint.ToString());
        return new DryRunEvent(_output, _errors, TimeProvider.System, signIn ?? (() => account)).RunAsync(_event, null, json, Cancel);
    }
}
