using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using IncidentResponder.Aws.Tests.Outside;

[assembly: AssemblyFixture(typeof(MotoServer))]

namespace IncidentResponder.Aws.Tests.Outside;

/// <summary>moto, a third party's emulator of AWS, as a process of its own for all tests of this assembly.</summary>
public sealed class MotoServer : IAsyncLifetime
{
    private Process? _process;

    public string Url { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var port = FreePort();
        Url = $"http://127.0.0.1:{port}";
        ProcessStartInfo start = new("python3", ["-m", "moto.server", "-H", "127.0.0.1", "-p", port.ToString()])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("python3 did not start; install Python 3.");
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ReadyAsync(_process);
    }

    public ValueTask DisposeAsync()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReadyAsync(Process process)
    {
        using HttpClient http = new();
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(3));
        while (true)
        {
            try
            {
                await http.GetAsync(new Uri($"{Url}/moto-api/config"), patience.Token);
                return;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(50, patience.Token);
            }
            catch (HttpRequestException dead)
            {
                throw new InvalidOperationException("moto.server ended at once; install it by: pip install 'moto[server]==5.2.1'", dead);
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
