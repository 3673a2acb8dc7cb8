using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using IncidentResponder.LocalCloud.StepFunctions;

namespace IncidentResponder.LocalCloud.Lambda;

/// <summary>A function: one process to begin with, more while all are busy, up to its limit.</summary>
internal sealed class FunctionPool(FunctionSpec spec, FunctionSurroundings around) : IAsyncDisposable
{
    private readonly FunctionLog _log = new(Path.Combine(around.LogFolder, spec.Name + ".log"));
    private readonly SemaphoreSlim _free = new(spec.MostProcesses);
    private readonly ConcurrentStack<FunctionSlot> _idle = new();
    private readonly ConcurrentBag<FunctionSlot> _all = [];
    private int _requests;
    private int _invocations;
    private int _errors;
    private long _durationTicks;

    public FunctionSpec Spec { get; } = spec;

    public string LogPath => _log.Path;

    public FunctionUsage Usage => new(
        _invocations,
        _errors,
        _all.Sum(slot => slot.ColdStarts),
        _all.Aggregate(TimeSpan.Zero, (sum, slot) => sum + slot.ProcessorTime),
        TimeSpan.FromTicks(Interlocked.Read(ref _durationTicks)));

    public async Task<LambdaInvocation> InvokeAsync(byte[] payload, CancellationToken cancel)
    {
        using IDisposable work = around.Clock.BeginWork();
        await _free.WaitAsync(cancel);
        try
        {
            long started = Stopwatch.GetTimestamp();
            if (!_idle.TryPop(out FunctionSlot? slot))
                _all.Add(slot = await FunctionSlot.CreateAsync(Spec, around, _log, cancel));
            LambdaInvocation answer = await slot.InvokeAsync(new Invocation(NextRequestId(), payload));
            _idle.Push(slot);
            Count(answer, Stopwatch.GetElapsedTime(started));
            return answer;
        }
        finally
        {
            _free.Release();
        }
    }

    public async Task<bool> KillAsync(string accessKey)
    {
        foreach (FunctionSlot slot in _all)
        {
            if (await slot.KillAsync(accessKey))
                return true;
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (FunctionSlot slot in _all)
            await slot.DisposeAsync();
        _log.Dispose();
        _free.Dispose();
    }

    private void Count(LambdaInvocation answer, TimeSpan took)
    {
        Interlocked.Increment(ref _invocations);
        Interlocked.Add(ref _durationTicks, took.Ticks);
        if (answer.FunctionError is not null)
            Interlocked.Increment(ref _errors);
    }

    private string NextRequestId() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(uint)string.GetHashCode(Spec.Name, StringComparison.Ordinal):x8}-0000-4000-8000-{Interlocked.Increment(ref _requests):x12}");
}
