using System.Diagnostics;
using System.Text;

namespace IncidentResponder.LocalCloud.Moto;

/// <summary>moto's server in a process of its own on 127.0.0.1; it ends when this object is disposed or this process ends.</summary>
public sealed class MotoProcess : IAsyncDisposable
{
    /// <summary>The version that the local cloud is tested against.</summary>
    public const string ExpectedVersion = "5.2.1";

    private const string Launcher = "moto_launcher.py";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private MotoProcess(Process process, string version, Uri endpoint)
    {
        _process = process;
        Version = version;
        Endpoint = endpoint;
    }

    /// <summary>Where moto answers.</summary>
    public Uri Endpoint { get; }

    /// <summary>The version of moto that answers.</summary>
    public string Version { get; }

    /// <summary>The id of moto's process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts moto and waits until it answers.</summary>
    /// <param name="say">Told each thing that a person at the console should know.</param>
    /// <param name="cancel">Stops waiting; what was started is stopped too.</param>
    /// <exception cref="MotoMissingException">Python or moto is missing and can't be installed; the message says what to do.</exception>
    public static async Task<MotoProcess> StartAsync(Action<string> say, CancellationToken cancel)
    {
        string python = await new PythonWithMoto(say).FindAsync(cancel);
        Process process = Start(python);
        try
        {
            MotoProcess moto = await ReadyAsync(process, cancel);
            if (moto.Version != ExpectedVersion)
                say($"moto {moto.Version} runs; the local cloud is tested with {ExpectedVersion}. If a call fails oddly: pip install 'moto[server]=={ExpectedVersion}'.");
            return moto;
        }
        catch
        {
            await StopAsync(process);
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync(_process);

    private static Process Start(string python)
    {
        var start = new ProcessStartInfo(python)
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Moto", Launcher) },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true";
        start.Environment["PYTHONUNBUFFERED"] = "1";
        return Process.Start(start) ?? throw new MotoMissingException($"{python} did not start; run it by hand to see why.");
    }

    private static async Task<MotoProcess> ReadyAsync(Process process, CancellationToken cancel)
    {
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.BeginErrorReadLine();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(StartLimit);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Split(' ') is not ["moto", var version, var port])
                continue;
            process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None).Forget();
            return new MotoProcess(process, version, new Uri($"http://127.0.0.1:{port}"));
        }

        throw new MotoMissingException($"moto ended before it answered. It said: {errors.ToString().Trim()}");
    }

    private static void Keep(StringBuilder errors, string? line)
    {
        lock (errors)
        {
            if (line is not null && errors.Length < 4000)
                errors.AppendLine(line);
        }
    }

    private static async Task StopAsync(Process process)
    {
        using (process)
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
