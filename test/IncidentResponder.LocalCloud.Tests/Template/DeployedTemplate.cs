using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Events;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.Lambda;
using IncidentResponder.LocalCloud.PageGateway;
using IncidentResponder.LocalCloud.Template;
using IncidentResponder.LocalCloud.Tests.Front;
using IncidentResponder.LocalCloud.Tests.Lambda;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Tests.Template;

/// <summary>The product's own template deployed into moto, with state machines taken note of only.</summary>
public sealed class DeployedTemplate : IAsyncLifetime
{
    private readonly FrontFixture _cloud = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("deployment-").FullName;
    private readonly LocalClock _clock = new();
    internal States Machines { get; } = new();
    private readonly LocalCloudOptions _options = new() { Account = "111122223333" };
    private LocalFront _front = null!;
    private HttpClient _http = null!;
    internal AwsApi Api { get; private set; } = null!;
    internal LambdaFunctions Functions { get; private set; } = null!;
    internal Deployment Deployment { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _cloud.InitializeAsync();
        _front = await LocalFront.StartAsync(_options, _cloud.Moto.Endpoint, [Machines], new FrontCalls(), Cancel);
        _http = new HttpClient { BaseAddress = _front.Endpoint };
        Api = new AwsApi(_http, _options.Region, _options.Account);
        Functions = new LambdaFunctions(SampleFunction.Around(_folder, _clock, new Callers(), _front.Endpoint));
        string path = Path.Combine(BootstrapLocator.FindRepository(), "template.yaml");
        var bus = new EventBus(new EventDelivery(Api, Functions, _ => { }), _clock, _options.Account, _options.Region);
        Deployment = new Deployment(
            TemplateDocument.Parse(await File.ReadAllTextAsync(path, Cancel), Path.GetDirectoryName(path)!), Api, "ir",
            new Dictionary<string, string> { ["ApproverEmail"] = "approver@example.com", ["EvidenceRetentionDays"] = "1" },
            ResourceCreators.All(bus, Functions, new QueueMappings(Api, Functions, _clock), new HttpRoutes(new Uri("http://127.0.0.1:4567/")), _options));
        await Deployment.CreateAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Functions.DisposeAsync();
        _http.Dispose();
        await _front.DisposeAsync();
        await _cloud.DisposeAsync();
        _clock.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    internal string Ref(string id) => Deployment.Created[id].Ref;

    internal sealed class States : ILocalService
    {
        public List<string> Names { get; } = [];

        public List<string> Definitions { get; } = [];

        public string SigningName => "states";

        public bool Owns(LocalRequest request) => true;

        public Task<LocalResponse> AnswerAsync(LocalRequest request, CancellationToken cancel)
        {
            lock (Names)
            {
                Names.Add(request.Json()["name"]!.GetValue<string>());
                Definitions.Add(request.Json()["definition"]!.GetValue<string>());
            }

            return Task.FromResult(LocalResponse.Json(new JsonObject
            {
                ["stateMachineArn"] = $"arn:aws:states:{request.Region}:{request.Account}:stateMachine:{request.Json()["name"]}",
            }));
        }
    }
}
