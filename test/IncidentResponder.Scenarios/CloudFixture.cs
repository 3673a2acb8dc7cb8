using IncidentResponder.LocalCloud;
using IncidentResponder.LocalCloud.Respond;

[assembly: AssemblyFixture(typeof(IncidentResponder.Scenarios.CloudFixture))]

namespace IncidentResponder.Scenarios;

/// <summary>One local cloud for all scenarios: each makes its own instances and users.</summary>
public sealed class CloudFixture : IAsyncLifetime
{
    private LocalCloudHost? host;

    public LocalCloudHost Host => host ?? throw new InvalidOperationException("The cloud is not up.");

    public CloudReads Reads => new(Host);

    public async ValueTask InitializeAsync() =>
        host = await LocalCloudHost.StartAsync(new LocalCloudOptions { Say = Console.WriteLine }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
    }
}
