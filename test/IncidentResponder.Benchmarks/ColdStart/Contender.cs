using System.Diagnostics;

namespace IncidentResponder.Benchmarks.ColdStart;

/// <summary>A process that answers one Lambda invocation.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Executable">The program.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record Contender(string Name, string Executable, params string[] Arguments)
{
    /// <summary>Starts a fresh process, lets it answer once, measures it and ends it.</summary>
    public async Task<ColdStartSample> MeasureAsync()
    {
        using var runtime = new FakeRuntime();
        var start = new ProcessStartInfo(Executable, Arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Environment(runtime.Address))
            start.Environment[name] = value;

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Executable} did not start.");
        var serving = runtime.ServeOnceAsync(started);
        if (await Task.WhenAny(serving, process.WaitForExitAsync()) != serving)
            throw new InvalidOperationException($"{Name} ended before it answered: {await process.StandardError.ReadToEndAsync()}");
        var (toNext, toResponse) = await serving;
        process.Refresh();
        var resident = process.WorkingSet64 / 1048576.0;
        process.Kill();
        await process.WaitForExitAsync();
        return new ColdStartSample(toNext, toResponse, resident);
    }

    private static Dictionary<string, string> Environment(string api) => new()
    {
        ["_HANDLER"] = "Intake",
        ["AWS_LAMBDA_RUNTIME_API"] = api,
        ["AWS_LAMBDA_FUNCTION_NAME"] = "bench",
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE",
        ["AWS_SECRET_ACCESS_KEY"] = "not-a-secret",
        ["INCIDENT_TABLE"] = "incidents",
        ["EVIDENCE_BUCKET"] = "evidence",
        ["EVIDENCE_KEY_ARN"] = "arn:aws:kms:us-east-1:123456789012:key/bench",
        ["EVIDENCE_RETENTION_DAYS"] = "1",
        ["RESPONSE_STATE_MACHINE_ARN"] = "arn:aws:states:us-east-1:123456789012:stateMachine:bench",
    };
}
