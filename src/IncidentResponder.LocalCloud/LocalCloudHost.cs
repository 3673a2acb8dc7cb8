using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.CloudTrail;
using IncidentResponder.LocalCloud.Detective;
using IncidentResponder.LocalCloud.Ec2;
using IncidentResponder.LocalCloud.Events;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.GuardDuty;
using IncidentResponder.LocalCloud.Lambda;
using IncidentResponder.LocalCloud.Moto;
using IncidentResponder.LocalCloud.PageGateway;
using IncidentResponder.LocalCloud.SecurityHub;
using IncidentResponder.LocalCloud.SignIn;
using IncidentResponder.LocalCloud.Slack;
using IncidentResponder.LocalCloud.Sns;
using IncidentResponder.LocalCloud.StepFunctions;
using IncidentResponder.LocalCloud.Template;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud;

/// <summary>
/// A whole local cloud with the template deployed in it: started by <see cref="StartAsync"/>,
/// stopped with every process it started when it is disposed of.
/// </summary>
public sealed class LocalCloudHost : IAsyncDisposable
{
    private const string StackName = "incident-responder";

    private readonly Stack<IAsyncDisposable> _started = new();
    private readonly LocalCloudOptions _options;
    private readonly FrontCalls _calls = new();
    private readonly StandIns _standIns;

    private LocalCloudHost(LocalCloudOptions options)
    {
        _options = options;
        Sent = new SentMessages(Clock);
        _standIns = new StandIns(options, Clock, () => PageUrl);
    }

    /// <summary>Where the AWS CLI and SDKs are pointed to.</summary>
    public Uri Endpoint { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Where a browser finds the page.</summary>
    public Uri PageUrl { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The clock that waits, expiries and events go by.</summary>
    public LocalClock Clock { get; } = new();

    /// <summary>How often each AWS operation was called, by functions and by everything else, since the template was deployed.</summary>
    public CallCounts Counts => _calls.Counts;

    /// <summary>Callbacks before and after each AWS call.</summary>
    public CallObserver Observer => _calls.Observer;

    /// <summary>The functions: their use, logs and processes.</summary>
    public LambdaFunctions Functions { get; private set; } = null!;

    /// <summary>The state machines and their executions.</summary>
    public StepFunctionsApi StepFunctions { get; private set; } = null!;

    /// <summary>The event bus.</summary>
    public EventBus Bus { get; private set; } = null!;

    /// <summary>Security Hub's findings.</summary>
    public FindingStore Findings { get; } = new();

    /// <summary>Security Hub itself, to import findings as AWS does.</summary>
    public SecurityHubApi SecurityHub { get; private set; } = null!;

    /// <summary>GuardDuty's findings.</summary>
    public GuardDutyFindings GuardDuty { get; private set; } = null!;

    /// <summary>Detective's graph.</summary>
    public BehaviourGraph Detective { get; } = new();

    /// <summary>CloudTrail's event history.</summary>
    public EventHistory CloudTrail { get; } = new();

    /// <summary>Every message that was published to SNS.</summary>
    public SentMessages Sent { get; }

    /// <summary>The stand-in for Slack; null where the options want none.</summary>
    public SlackStandIn? Slack => _standIns.Slack;

    /// <summary>The stand-in for an OpenID Connect provider; null where the options want none.</summary>
    public SignInStandIn? SignIn => _standIns.SignIn;

    /// <summary>Calls the local cloud through its front, without an SDK.</summary>
    public AwsApi Api { get; private set; } = null!;

    /// <summary>The deployed resources, by logical id.</summary>
    public IReadOnlyDictionary<string, CreatedResource> Resources { get; private set; } = new Dictionary<string, CreatedResource>();

    /// <summary>The template's outputs.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; private set; } = new Dictionary<string, string>();

    /// <summary>The id of moto's process.</summary>
    public int MotoProcessId { get; private set; }

    /// <summary>The folder with the functions' logs.</summary>
    public string LogFolder { get; private set; } = "";

    /// <summary>Starts moto, the front and the page, and deploys the template.</summary>
    /// <exception cref="MotoMissingException">Python or moto is missing; the message says what to install.</exception>
    /// <exception cref="TemplateException">The template can't be deployed here; the message says where and why.</exception>
    public static async Task<LocalCloudHost> StartAsync(LocalCloudOptions options, CancellationToken cancel)
    {
        var host = new LocalCloudHost(options);
        try
        {
            await host.BeginAsync(cancel);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts an event on the bus; its envelope may leave out id, time, account and Region.</summary>
    /// <returns>The event's id.</returns>
    public Task<string> PutEventAsync(JsonElement subject, CancellationToken cancel) =>
        Bus.PutAsync(JsonNode.Parse(subject.GetRawText()) as JsonObject ?? throw new ArgumentException("An event is a JSON object.", nameof(subject)), cancel);

    /// <summary>What Ref gives for a resource of the template.</summary>
    /// <exception cref="KeyNotFoundException">The template has no such resource.</exception>
    public string Ref(string logicalId) => Resources.TryGetValue(logicalId, out CreatedResource? resource)
        ? resource.Ref
        : throw new KeyNotFoundException($"The template has no resource {logicalId}; it has {string.Join(", ", Resources.Keys.Order(StringComparer.Ordinal))}.");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        StepFunctions?.Dispose();
        while (_started.TryPop(out IAsyncDisposable? one))
            await one.DisposeAsync();
        Clock.Dispose();
    }

    private async Task BeginAsync(CancellationToken cancel)
    {
        string templatePath = _options.TemplatePath ?? Path.Combine(BootstrapLocator.FindRepository(), "template.yaml");
        Task<MotoProcess> starting = StartMotoAsync(cancel);
        Task<string> locating = Task.Run(() => BootstrapAsync(cancel), cancel);
        HttpGateway gateway = Keep(await HttpGateway.StartAsync(_options, Clock, cancel));
        PageUrl = gateway.Address;
        TemplateDocument document = TemplateDocument.Parse(await File.ReadAllTextAsync(templatePath, cancel), Path.GetDirectoryName(Path.GetFullPath(templatePath))!);
        Functions = Keep(new LambdaFunctions(new FunctionSurroundings(await locating, WorkFolder(), _options.Region, Clock, _calls.Callers, () => Endpoint)));
        gateway.Serve(Functions);
        MotoProcess moto = await starting;
        MotoProcessId = moto.ProcessId;
        AwsApi toMoto = new(KeepHttp(moto.Endpoint), _options.Region, _options.Account);
        QueueMappings mappings = Keep(new QueueMappings(toMoto, Functions, Clock));
        IReadOnlyList<ILocalService> services = Compose(toMoto, mappings);
        LocalFront front = Keep(await LocalFront.StartAsync(_options, moto.Endpoint, services, _calls, cancel));
        Endpoint = front.Endpoint;
        Api = new AwsApi(KeepHttp(Endpoint), _options.Region, _options.Account);
        await DeployAsync(document, mappings, gateway.Routes, await Keep(_standIns).StartAsync(toMoto, cancel), cancel);
        await mappings.StartAsync(cancel);
        Watch(mappings);
        DelayedMessages delayed = Keep(new DelayedMessages(toMoto, mappings, Clock));
        Observer.Before((call, _) => Task.FromResult(delayed.Take(call)));
        Counts.Clear();
    }

    private List<ILocalService> Compose(AwsApi toMoto, QueueMappings mappings)
    {
        StepFunctions = new StepFunctionsApi(Clock, Functions);
        var delivery = new EventDelivery(toMoto, Functions, _options.Say);
        delivery.Sent += mappings.Wake;
        Bus = new EventBus(delivery, Clock, _options.Account, _options.Region);
        SecurityHub = new SecurityHubApi(Findings, (subject, cancel) => Bus.PutAsync(subject, cancel), Clock);
        GuardDuty = new GuardDutyFindings(SecurityHub);
        return
        [
            StepFunctions, new EventBridgeApi(Bus), new LambdaApi(Functions, Clock), SecurityHub, new GuardDutyApi(GuardDuty),
            new DetectiveApi(Detective, Clock), new CloudTrailApi(CloudTrail), new ConsoleScreenshotApi(),
        ];
    }

    private async Task DeployAsync(
        TemplateDocument document, QueueMappings mappings, HttpRoutes routes, IReadOnlyDictionary<string, string> parameters, CancellationToken cancel)
    {
        var deployment = new Deployment(document, Api, StackName, parameters, ResourceCreators.All(Bus, Functions, mappings, routes, _options));
        await deployment.CreateAsync(cancel);
        (Resources, Outputs) = (deployment.Created, deployment.Outputs());
    }

    // Messages that were sent by a call are polled at once, and published ones are kept.
    private void Watch(QueueMappings mappings) => Observer.After((call, status, _) =>
    {
        if (status == 200 && call.SigningName == "sns")
            Sent.Record(call);
        if (status == 200 && call.SigningName == "sqs" && call.Operation is "SendMessage" or "SendMessageBatch")
            mappings.Wake(call.Json()["QueueUrl"]?.GetValue<string>().Split('/')[^1] ?? "");
        return Task.FromResult<LocalResponse?>(null);
    });

    private async Task<MotoProcess> StartMotoAsync(CancellationToken cancel) => Keep(await MotoProcess.StartAsync(_options.Say, cancel));

    private async Task<string> BootstrapAsync(CancellationToken cancel) =>
        _options.BootstrapPath ?? await new BootstrapLocator(BootstrapLocator.FindRepository(), _options.Say).FindAsync(cancel);

    private string WorkFolder()
    {
        LogFolder = _options.WorkFolder ?? Keep(new TemporaryFolder("incident-responder-")).Path;
        return LogFolder;
    }

    private HttpClient KeepHttp(Uri address)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        Keep(new Disposal(http));
        return http;
    }

    private T Keep<T>(T started)
        where T : IAsyncDisposable
    {
        lock (_started)
            _started.Push(started);
        return started;
    }

    private sealed class Disposal(IDisposable inner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            inner.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
