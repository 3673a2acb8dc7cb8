using IncidentResponder.LocalCloud.StepFunctions;

namespace IncidentResponder.LocalCloud.Lambda;

/// <summary>A place for one process of a function: runs one invocation at a time, and starts a process anew after a crash.</summary>
internal sealed class FunctionSlot : IAsyncDisposable
{
    private readonly FunctionSpec _spec;
    private readonly FunctionSurroundings _around;
    private readonly FunctionLog _log;
    private readonly RuntimeApi _api;
    private FunctionProcess? _process;
    private TimeSpan _endedProcessorTime;
    private int _coldStarts;

    private FunctionSlot(FunctionSpec spec, FunctionSurroundings around, FunctionLog log, RuntimeApi api)
    {
        _spec = spec;
        _around = around;
        _log = log;
        _api = api;
        api.Idle = () => Volatile.Read(ref _process)?.Sample();
    }

    public int ColdStarts => Volatile.Read(ref _coldStarts);

    public TimeSpan ProcessorTime => _endedProcessorTime + (Volatile.Read(ref _process)?.ProcessorTime ?? TimeSpan.Zero);

    public static async Task<FunctionSlot> CreateAsync(FunctionSpec spec, FunctionSurroundings around, FunctionLog log, CancellationToken cancel) =>
        new(spec, around, log, await RuntimeApi.StartAsync(spec, cancel));

    public async Task<LambdaInvocation> InvokeAsync(Invocation invocation)
    {
        FunctionProcess process = await EnsureProcessAsync();
        _api.Offer(invocation);
        Task watching = FailWhenEndedAsync(process, invocation);
        if (!await _api.EndsInTimeAsync(invocation))
        {
            invocation.Fail("Sandbox.Timedout", $"Task timed out after {_spec.Timeout.TotalSeconds:0.00} seconds");
            process.Kill();
            await watching;
        }

        _api.Withdraw();
        return await invocation.Done;
    }

    /// <summary>Kills the process that holds the key and waits for its end; false when no process here holds it.</summary>
    public async Task<bool> KillAsync(string accessKey)
    {
        if (Volatile.Read(ref _process) is not { } process || process.AccessKey != accessKey)
            return false;
        process.Kill();
        await process.Ended;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
            await process.DisposeAsync();
        await _api.DisposeAsync();
    }

    private async Task<FunctionProcess> EnsureProcessAsync()
    {
        if (_process is { Ended.IsCompleted: false } running)
            return running;
        if (_process is { } ended)
        {
            _endedProcessorTime += ended.ProcessorTime;
            await ended.DisposeAsync();
        }

        Interlocked.Increment(ref _coldStarts);
        FunctionProcess started = FunctionProcess.Start(_spec, _around, _api.Authority, _log);
        Volatile.Write(ref _process, started);
        return started;
    }

    private static async Task FailWhenEndedAsync(FunctionProcess process, Invocation invocation)
    {
        await Task.WhenAny(process.Ended, invocation.Done);
        if (process.Ended.IsCompleted)
            invocation.Fail("Runtime.ExitError", $"Runtime exited with error: exit status {process.ExitCode}");
    }
}
