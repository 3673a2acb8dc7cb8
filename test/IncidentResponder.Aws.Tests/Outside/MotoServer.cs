using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.LocalCloud.Moto;

[assembly: AssemblyFixture(typeof(MotoServer))]

namespace IncidentResponder.Aws.Tests.Outside;

/// <summary>One moto for all tests of this assembly, as the local cloud runs it: conditional writes hold, which they don't in moto's threads.</summary>
public sealed class MotoServer : IAsyncLifetime
{
    private MotoProcess? _process;

    public string Url => _process!.Endpoint.ToString();

    public async ValueTask InitializeAsync() =>
        _process = await MotoProcess.StartAsync(Console.Error.WriteLine, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _process!.DisposeAsync();
}
