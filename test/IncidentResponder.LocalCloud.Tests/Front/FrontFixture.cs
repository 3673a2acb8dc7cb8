using System.Text;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.Moto;

namespace IncidentResponder.LocalCloud.Tests.Front;

/// <summary>One moto behind one front, shared by a class of tests.</summary>
public sealed class FrontFixture : IAsyncLifetime
{
    public FrontCalls Calls { get; } = new();

    public List<string> Said { get; } = [];

    public MotoProcess Moto { get; private set; } = null!;

    public LocalFront Front { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public AwsApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new LocalCloudOptions { Account = "111122223333" };
        Moto = await MotoProcess.StartAsync(Said.Add, TestContext.Current.CancellationToken);
        Front = await LocalFront.StartAsync(options, Moto.Endpoint, [new Owned()], Calls, TestContext.Current.CancellationToken);
        Http = new HttpClient { BaseAddress = Front.Endpoint };
        Api = new AwsApi(Http, options.Region, options.Account);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Front.DisposeAsync();
        await Moto.DisposeAsync();
    }

    private sealed class Owned : ILocalService
    {
        public string SigningName => "detective";

        public bool Owns(LocalRequest request) => true;

        public Task<LocalResponse> AnswerAsync(LocalRequest request, CancellationToken cancel) =>
            Task.FromResult(request.Operation == "ListGraphs"
                ? LocalResponse.Json(new System.Text.Json.Nodes.JsonObject
                {
                    ["account"] = request.Account,
                    ["region"] = request.Region,
                    ["caller"] = request.Caller,
                    ["body"] = Encoding.UTF8.GetString(request.Body.Span),
                })
                : LocalResponse.Unknown(request));
    }
}
