using System.Diagnostics;
using System.Text;

namespace IncidentResponder.LocalCloud.Lambda;

/// <summary>One running process of a function.</summary>
internal sealed class FunctionProcess : IAsyncDisposable
{
    private static readonly string[] Inherited = ["PATH", "DOTNET_ROOT", "TMPDIR", "LD_LIBRARY_PATH"];

    private readonly Process _process;
    private TimeSpan _processorTime;

    private FunctionProcess(Process process, string accessKey)
    {
        _process = process;
        AccessKey = accessKey;
        Ended = process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>The key that this process alone signs with.</summary>
    public string AccessKey { get; }

    /// <summary>Ends when the process has.</summary>
    public Task Ended { get; }

    /// <summary>The exit code; only after its end.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>User and system time; what the process used after the last sample is lost when it is killed from outside.</summary>
    public TimeSpan ProcessorTime => Sample();

    public static FunctionProcess Start(FunctionSpec spec, FunctionSurroundings around, string runtimeApi, FunctionLog log)
    {
        string accessKey = around.Callers.Issue(spec.Name);
        var start = new ProcessStartInfo(around.Bootstrap)
        {
            WorkingDirectory = Path.GetDirectoryName(around.Bootstrap)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        Fill(start.Environment, spec, around, runtimeApi, accessKey);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => log.Write(line.Data);
        process.ErrorDataReceived += (_, line) => log.Write(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new FunctionProcess(process, accessKey);
    }

    /// <summary>Kills the process at once, as a crash or the sandbox's end does.</summary>
    public void Kill()
    {
        Sample();
        _process.Kill();
    }

    public TimeSpan Sample()
    {
        try
        {
            if (!_process.HasExited)
            {
                _process.Refresh();
                _processorTime = _process.TotalProcessorTime;
            }
        }
        catch (InvalidOperationException)
        {
            // It ended between the two looks; the last sample stands.
            return _processorTime;
        }

        return _processorTime;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Ended;
        _process.Dispose();
    }

    // As in Lambda's sandbox, nothing of the surroundings leaks in: a variable that the template forgets is missing here too.
    private static void Fill(IDictionary<string, string?> environment, FunctionSpec spec, FunctionSurroundings around, string runtimeApi, string accessKey)
    {
        Dictionary<string, string?> kept = Inherited.Where(environment.ContainsKey).ToDictionary(name => name, name => environment[name]);
        environment.Clear();
        foreach ((string name, string? value) in kept)
            environment[name] = value;
        environment["AWS_LAMBDA_RUNTIME_API"] = runtimeApi;
        environment["AWS_LAMBDA_FUNCTION_NAME"] = spec.Name;
        environment["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST";
        environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = $"{spec.MemoryMegabytes}";
        environment["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{spec.Name}";
        environment["AWS_REGION"] = around.Region;
        environment["AWS_DEFAULT_REGION"] = around.Region;
        environment["AWS_ACCESS_KEY_ID"] = accessKey;
        environment["AWS_SECRET_ACCESS_KEY"] = "local";
        environment["AWS_ENDPOINT_URL"] = around.Endpoint().AbsoluteUri.TrimEnd('/');
        environment["AWS_EC2_METADATA_DISABLED"] = "true";
        environment["LAMBDA_TASK_ROOT"] = Path.GetDirectoryName(around.Bootstrap);
        environment["_HANDLER"] = spec.Handler;
        environment["TZ"] = ":UTC";
        foreach ((string name, string value) in spec.Environment)
            environment[name] = value;
    }
}
